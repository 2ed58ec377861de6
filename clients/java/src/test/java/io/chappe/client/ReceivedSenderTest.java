package io.chappe.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ReceivedSenderTest {
    private static final int LIMIT = 300;
    private static final JsonObject ACK = new JsonObject().put("status", "received");

    private final FakeTimers timers = new FakeTimers();
    private final FakeOutlet outlet = new FakeOutlet();
    private final ReceivedSender sender = new ReceivedSender(timers, outlet, LIMIT);

    @Test
    void theFrameSaysAllThatItsReceiverNeeds() {
        // Given
        sender.send(3, text(Target.session("bob")), 10_000);
        sender.onAck(3, ACK);
        outlet.take();

        // When
        sender.send(7, text(Target.session("bob")), 10_000);

        // Then
        assertThat(outlet.take())
                .containsExactly(new JsonObject("{\"type\":\"signal\",\"to\":{\"session\":\"bob\"},\"kind\":\"k\","
                        + "\"id\":7,\"want\":\"received\",\"timeoutMs\":10000,\"prev\":3,\"data\":{\"n\":1}}"));
    }

    @Test
    void aLostAnswerIsAskedForAgainAfterOneTwoAndFourSeconds() {
        // Given
        Future<Receipt> receipt = sender.send(1, text(Target.session("bob")), 10_000);

        // When
        timers.advance(999);
        int before1 = outlet.take().size();
        timers.advance(1);
        int at1 = outlet.take().size();
        timers.advance(2_000);
        int at3 = outlet.take().size();
        timers.advance(4_000);
        int at7 = outlet.take().size();

        // Then
        assertThat(new int[] {before1, at1, at3, at7}).containsExactly(1, 1, 1, 1);
        assertThat(sender.onAck(1, ACK)).isTrue();
        assertThat(receipt.result().sessions()).isEqualTo(1);
        timers.advance(60_000);
        assertThat(outlet.take()).isEmpty();
    }

    @Test
    void silenceUntilTheDeadlineIsUnknown() {
        // Given
        Future<Receipt> receipt = sender.send(1, text(Target.session("bob")), 10_000);

        // When
        timers.advance(10_000);

        // Then
        assertThat(code(receipt)).isEqualTo("timeout");
    }

    @Test
    void aSignalThatNeverWentOutWasNotDelivered() {
        // Given
        outlet.up = false;
        Future<Receipt> receipt = sender.send(1, text(Target.session("bob")), 10_000);

        // When
        timers.advance(10_000);

        // Then
        assertThat(code(receipt)).isEqualTo("unavailable");
    }

    @Test
    void aFinalErrorEndsItAndIsTold() {
        // Given
        Future<Receipt> receipt = sender.send(1, text(Target.session("bob")), 10_000);

        // When
        sender.onError(1, new ChappeException("no_such_session", "gone"));

        // Then
        assertThat(code(receipt)).isEqualTo("no_such_session");
    }

    @Test
    void aFinalErrorIsNoCertaintyWhileAnotherSendingIsUnderWay() {
        // Given: sent twice
        Future<Receipt> receipt = sender.send(1, text(Target.session("bob")), 10_000);
        timers.advance(1_000);

        // When
        sender.onError(1, new ChappeException("no_such_session", "gone"));

        // Then
        assertThat(receipt.isComplete()).isFalse();
        sender.onError(1, new ChappeException("no_such_session", "gone"));
        assertThat(code(receipt)).isEqualTo("no_such_session");
    }

    @Test
    void theAnswerToTheOtherSendingIsNotWaitedForLong() {
        // Given: sent twice
        Future<Receipt> receipt = sender.send(1, text(Target.session("bob")), 10_000);
        timers.advance(1_000);
        sender.onError(1, new ChappeException("no_such_session", "gone"));

        // When
        timers.advance(1_000);

        // Then
        assertThat(code(receipt)).isEqualTo("timeout");
    }

    @Test
    void afterALostSocketAFinalErrorIsUnknown() {
        // Given
        Future<Receipt> receipt = sender.send(1, text(Target.session("bob")), 10_000);
        resume();

        // When
        sender.onError(1, new ChappeException("no_such_session", "gone"));

        // Then
        assertThat(code(receipt)).isEqualTo("timeout");
    }

    @Test
    void anErrorThatMayPassIsFollowedByAnotherTry() {
        // Given
        Future<Receipt> receipt = sender.send(1, text(Target.session("bob")), 10_000);
        outlet.take();

        // When
        sender.onError(1, new ChappeException("reconnecting", "its socket is lost", 300));
        timers.advance(300);

        // Then
        assertThat(outlet.takeIds()).containsExactly(1L);
        sender.onError(1, new ChappeException("reconnecting", "its socket is lost", 20_000));
        timers.advance(10_000);
        assertThat(code(receipt)).isEqualTo("reconnecting");
    }

    @Test
    void aResumeRepeatsWhatIsOpenInOrder() {
        // Given
        sender.send(1, text(Target.session("bob")), 10_000);
        sender.send(2, text(Target.room("r")), 10_000);
        sender.send(3, text(Target.session("cyd")), 10_000);
        sender.onAck(1, ACK);
        outlet.take();

        // When
        resume();

        // Then
        assertThat(outlet.takeIds()).containsExactly(2L, 3L);
    }

    @Test
    void theFirstOfAChainGoesAlone() {
        // Given
        sender.send(1, text(Target.session("bob")), 10_000);
        sender.send(2, text(Target.session("bob")), 10_000);
        sender.send(3, text(Target.session("bob")), 10_000);
        assertThat(outlet.takeIds()).containsExactly(1L);

        // When
        sender.onAck(1, ACK);

        // Then
        assertThat(outlet.take()).extracting(f -> f.getLong("prev")).containsExactly(1L, 2L);
    }

    @Test
    void whoeverNamedAFailedOneNamesTheOneBeforeIt() {
        // Given
        sender.send(1, text(Target.session("bob")), 10_000);
        sender.onAck(1, ACK);
        sender.send(2, text(Target.session("bob")), 10_000);
        sender.send(3, text(Target.session("bob")), 20_000);
        outlet.take();

        // When
        sender.onError(2, new ChappeException("too_large", "cut it"));

        // Then: at once, for its receiver holds it
        assertThat(outlet.take())
                .extracting(f -> f.getLong("id"), f -> f.getLong("prev"))
                .containsExactly(org.assertj.core.groups.Tuple.tuple(3L, 1L));
    }

    @Test
    void oneWhoseAcknowledgmentWasLostStillNamesAnEarlierOne() {
        // Given
        sender.send(1, text(Target.session("bob")), 10_000);
        sender.onAck(1, ACK);
        sender.send(2, text(Target.session("bob")), 10_000);
        sender.send(3, text(Target.session("bob")), 10_000);
        sender.onAck(3, ACK);
        outlet.take();

        // When
        timers.advance(1_000);

        // Then
        assertThat(outlet.take())
                .extracting(frame -> frame.getLong("id") + " after " + frame.getLong("prev"))
                .containsExactly("2 after 1");
    }

    @Test
    void noMoreGoesOutToOneSessionThanItsReceiverHolds() {
        // Given
        sender.send(1, text(Target.session("bob")), 10_000);
        sender.onAck(1, ACK);
        outlet.take();

        // When
        LongStream.rangeClosed(2, 100).forEach(id -> sender.send(id, text(Target.session("bob")), 10_000));

        // Then
        assertThat(outlet.take()).hasSize(64);
        sender.onAck(2, ACK);
        assertThat(outlet.takeIds()).containsExactly(66L);
    }

    @Test
    void aRoomsReceiversNeverHaveToRememberMoreThanTheyCan() {
        // Given: the first is not acknowledged, all others are
        sender.send(1, text(Target.room("r")), 10_000);
        for (long id = 2; id <= 200; id++) {
            sender.send(id, text(Target.room("r")), 10_000);
            sender.onAck(id, ACK);
        }

        // When
        Future<Receipt> tooFar = sender.send(201, text(Target.room("r")), 10_000);

        // Then
        assertThat(code(tooFar)).isEqualTo("queue_full");
        sender.onAck(1, ACK);
        assertThat(sender.send(202, text(Target.room("r")), 10_000).isComplete())
                .isFalse();
    }

    @Test
    void tooManyOpenOnesAreRefused() {
        // Given
        LongStream.rangeClosed(1, LIMIT).forEach(id -> sender.send(id, text(Target.session("bob")), 10_000));

        // When
        Future<Receipt> tooMany = sender.send(LIMIT + 1, text(Target.session("bob")), 10_000);

        // Then
        assertThat(code(tooMany)).isEqualTo("queue_full");
    }

    @Test
    void aLostSessionFailsAllAndRepeatsNothing() {
        // Given
        Future<Receipt> one = sender.send(1, text(Target.session("bob")), 10_000);
        Future<Receipt> two = sender.send(2, text(Target.session("bob")), 10_000);
        outlet.take();

        // When
        sender.failAll(new ChappeException("session_lost", "gone"));

        // Then
        assertThat(code(one)).isEqualTo("session_lost");
        assertThat(code(two)).isEqualTo("session_lost");
        resume();
        timers.advance(60_000);
        assertThat(outlet.take()).isEmpty();
    }

    @Test
    void anAnswerToSomethingElseIsNotTaken() {
        // Given
        sender.send(1, text(Target.session("bob")), 10_000);

        // When
        boolean taken = sender.onAck(2, ACK);

        // Then
        assertThat(taken).isFalse();
        assertThat(sender.onError(2, new ChappeException("forbidden", ""))).isFalse();
    }

    private void resume() {
        sender.onDown();
        TreeMap<Long, Runnable> repeats = new TreeMap<>();
        sender.repeat(repeats);
        repeats.values().forEach(Runnable::run);
    }

    private static SignalText text(Target to) {
        return SignalText.of(to, "k", new JsonObject().put("n", 1));
    }

    private static String code(Future<?> failed) {
        return ((ChappeException) failed.cause()).code();
    }
}
