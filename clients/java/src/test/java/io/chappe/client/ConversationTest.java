package io.chappe.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The life of a session over its sockets, with no socket and no clock but the test's. */
class ConversationTest {
    private static final URI A = URI.create("wss://a/v1/signal");
    private static final URI B = URI.create("wss://b/v1/signal");

    private final FakeTimers timers = new FakeTimers();
    private final FakeDialer dialer = new FakeDialer();
    private final HeardListener listener = new HeardListener();
    private Conversation conversation = conversation(ClientOptions.of(Identity.anonymous("t", null), A, B));

    private Conversation conversation(ClientOptions options) {
        return new Conversation(options, timers, dialer, new GuardedListener(listener, e -> {
            throw new AssertionError(e);
        }));
    }

    @Test
    void theFirstHelloSaysWhoAndThatThisClientAcknowledges() {
        // When
        conversation.open();
        dialer.last().open();

        // Then
        assertThat(dialer.last().take())
                .containsExactly(new JsonObject(
                        "{\"type\":\"hello\",\"tenant\":\"t\",\"acks\":true," + "\"client\":\"chappe-java/0.1.0\"}"));
    }

    @Test
    void aLostSocketIsFollowedByAnotherWithinASecondAndTheSessionIsResumed() {
        // Given
        open();
        join("r", "s", "m");
        listener.heard.clear();

        // When
        dialer.last().end(1006);
        timers.advance(1_000);

        // Then
        assertThat(dialer.last().url).isEqualTo(B);
        JsonObject resume = new JsonObject("{\"session\":\"s\",\"secret\":\"secret of s\",\"rooms\":{\"r\":1}}");
        JsonObject hello = dialer.last().open().take().get(0);
        assertThat(hello.getJsonObject("resume")).isEqualTo(resume);
        assertThat(hello.getString("peer")).isEqualTo("p");
        dialer.last().say(Script.resumed("s", new JsonObject("{\"r\":{\"version\":1,\"same\":true}}")));
        assertThat(listener.heard).containsExactly(ConnectionState.RECONNECTING, "resumed", ConnectionState.ONLINE);
    }

    @Test
    void roomsAreSetRightFromWhatTheServerSays() {
        // Given
        open();
        join("changed", "s", "old");
        join("gone", "s");
        listener.heard.clear();

        // When
        dialer.last().end(1012);
        reconnect(new JsonObject()
                .put("changed", new JsonObject().put("version", 9).put("members", Script.members("s", "new"))));

        // Then
        Member before = Member.of(Script.member("old"));
        Member after = Member.of(Script.member("new"));
        assertThat(listener.heard)
                .containsExactly(
                        ConnectionState.RECONNECTING,
                        new MembersChanged(
                                "changed",
                                9,
                                List.of(after),
                                List.of(new MembersChanged.Departure(before, "lost")),
                                List.of(),
                                2),
                        "left gone lost",
                        "resumed",
                        ConnectionState.ONLINE);
    }

    @Test
    void whatHasNoAnswerIsRepeatedInOrderWithTheSameIds() {
        // Given
        open();
        Future<JsonObject> watch = watch("bob");
        conversation.receive(SignalText.of(Target.session("x"), "k", 1), 10_000);
        Future<JsonObject> join = conversation.request(Frames.join("r", null));
        dialer.last().say(Script.ack(1)).end(1006);
        Future<JsonObject> meanwhile = conversation.request(Frames.leave("q"));

        // When
        reconnect(new JsonObject());

        // Then
        assertThat(dialer.last().take())
                .extracting(m -> m.getString("type"), m -> m.getLong("id"))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("signal", 2L),
                        org.assertj.core.groups.Tuple.tuple("join", 3L),
                        org.assertj.core.groups.Tuple.tuple("leave", 4L),
                        org.assertj.core.groups.Tuple.tuple("watch", 5L));
        assertThat(watch.succeeded()).isTrue();
        dialer.last().say(Script.joined(3, "r")).say(Script.ack(4));
        assertThat(List.of(join.succeeded(), meanwhile.succeeded())).containsOnly(true);
    }

    @Test
    void aRelayedSignalThatItsSenderRepeatsComesOnceEvenAfterAResume() {
        // Given
        open();
        dialer.last().say(Script.signal("m", "first").put("id", 7)).end(1006);
        reconnect(new JsonObject());
        listener.heard.clear();

        // When
        dialer.last()
                .say(Script.signal("m", "first").put("id", 7))
                .say(Script.signal("another", "second").put("id", 7))
                .say(Script.signal("m", "third").put("id", 8));

        // Then
        assertThat(listener.heard).containsExactly("signal second", "signal third");
        assertThat(dialer.last().takeTypes()).isEmpty();
    }

    @Test
    void aLostSessionIsToldAndItsRoomsAndWatchesComeBack() {
        // Given
        open();
        join("r", "s", "m");
        conversation.rooms().remember("r", "my meta");
        watch("bob");
        dialer.last().say(Script.ack(2));
        Future<Receipt> signal = conversation.receive(SignalText.of(Target.session("x"), "k", 1), 10_000);
        listener.heard.clear();

        // When
        dialer.last().end(1006);
        timers.advance(1_000);
        dialer.last().open().say(Script.welcome("s2"));

        // Then
        assertThat(((ChappeException) signal.cause()).code()).isEqualTo("session_lost");
        assertThat(listener.heard).containsExactly(ConnectionState.RECONNECTING, "lost s s2");
        List<JsonObject> sent = dialer.last().take();
        assertThat(sent.get(1)).isEqualTo(Frames.join("r", "my meta").put("id", 4));
        dialer.last().say(Script.joined(4, "r", "s2", "m"));
        assertThat(dialer.last().take())
                .containsExactly(Frames.watch(List.of("bob")).put("id", 5));
        dialer.last().say(Script.ack(5));
        assertThat(listener.heard.get(2)).isInstanceOfSatisfying(MembersChanged.class, change -> {
            assertThat(change.joined()).extracting(Member::session).containsExactly("s2");
            assertThat(change.left()).extracting(d -> d.member().session()).containsExactly("s");
        });
        assertThat(listener.heard).endsWith(ConnectionState.ONLINE);
    }

    @Test
    void aRoomThatCannotBeJoinedAgainNowIsTriedLater() {
        // Given
        open();
        join("r", "s");
        dialer.last().end(1006);
        timers.advance(1_000);
        dialer.last().open().say(Script.welcome("s2"));
        dialer.last().take();

        // When
        dialer.last().say(Script.error(2, "unavailable").put("retryAfterMs", 700));
        timers.advance(700);

        // Then
        assertThat(dialer.last().takeTypes()).containsExactly("join");
        dialer.last().say(Script.error(3, "room_full"));
        assertThat(listener.heard).endsWith("left r room_full");
    }

    @Test
    void aRoomThatIsBeingJoinedAgainWhenTheSocketIsLostOnceMoreIsNotLost() {
        // Given
        open();
        join("r", "s", "m");
        dialer.last().end(1006);
        timers.advance(1_000);
        dialer.last().open().say(Script.welcome("s2"));
        listener.heard.clear();

        // When
        dialer.last().end(1006);
        timers.advance(4_000);
        dialer.last().open().say(Script.resumed("s2", new JsonObject()));

        // Then: the version is that of another session
        List<JsonObject> sent = dialer.last().take();
        assertThat(sent.get(0).getJsonObject("resume").getJsonObject("rooms")).isEmpty();
        assertThat(sent.get(1)).isEqualTo(Frames.join("r", null).put("id", 2));
        dialer.last().say(Script.joined(2, "r", "s2", "m"));
        assertThat(listener.heard.get(listener.heard.size() - 1)).isInstanceOf(MembersChanged.class);
        assertThat(listener.heard).doesNotContain("left r lost");
    }

    @Test
    void goAwayMovesInItsOwnSlotBeforeTheOldSocketEnds() {
        // Given
        open();
        FakeDialer.Call old = dialer.last();
        old.take();

        // When
        old.say(Script.goAway(3_000, "wss://c/v1/signal"));
        timers.advance(2_999);
        int tooEarly = dialer.calls.size();
        timers.advance(1);
        FakeDialer.Call moved = dialer.last().open();
        conversation.request(Frames.join("r", null));

        // Then: nothing goes out on the old one after the new one's hello
        assertThat(tooEarly).isEqualTo(1);
        assertThat(moved.url).isEqualTo(URI.create("wss://c/v1/signal"));
        assertThat(old.take()).isEmpty();
        moved.say(Script.resumed("s", new JsonObject())).say(Script.signal("m", "second"));
        assertThat(moved.takeTypes()).containsExactly("hello");
        old.say(Script.signal("m", "first"));
        old.end(4409);
        assertThat(listener.heard).containsExactly("signal first", "resumed", "signal second");
        assertThat(moved.takeTypes()).containsExactly("join");
    }

    @Test
    void anOldSocketThatStaysOpenIsWaitedForTwoSeconds() {
        // Given
        open();
        FakeDialer.Call old = dialer.last().say(Script.goAway(0));
        timers.advance(0);
        dialer.last().open().say(Script.resumed("s", new JsonObject()));

        // When
        timers.advance(2_000);

        // Then
        assertThat(old.closedWith).isEqualTo(4000);
        assertThat(listener.heard).containsExactly("resumed");
    }

    @Test
    void aMoveThatFindsNobodyLeavesTheSessionWhereItIs() {
        // Given
        open();
        FakeDialer.Call old = dialer.last().say(Script.goAway(0));
        timers.advance(0);

        // When
        dialer.last().refuse();

        // Then
        conversation.request(Frames.join("r", null));
        assertThat(old.takeTypes()).containsExactly("hello", "join");
        timers.advance(2_000);
        assertThat(dialer.calls).hasSize(3);
        assertThat(listener.heard).isEmpty();
    }

    @Test
    void aMoveThatBreaksAfterItsHelloGoesOnWithAThirdSocket() {
        // Given
        open();
        FakeDialer.Call old = dialer.last().say(Script.goAway(0));
        timers.advance(0);

        // When
        dialer.last().open().end(1006);
        timers.advance(5_000);

        // Then
        assertThat(old.closedWith).isEqualTo(4000);
        assertThat(dialer.last().open().take().get(0).containsKey("resume")).isTrue();
        assertThat(listener.heard).containsExactly(ConnectionState.RECONNECTING);
    }

    @Test
    void aSessionThatIsElsewhereNowIsNotFetchedBack() {
        // Given
        open();

        // When
        dialer.last().end(4409);
        timers.advance(60_000);

        // Then
        assertThat(dialer.calls).hasSize(1);
        assertThat(listener.heard).containsExactly(ConnectionState.CLOSED, new Closed(4409, ""));
    }

    @Test
    void silenceOfTwoIntervalsIsALostSocket() {
        // Given
        open();
        FakeDialer.Call old = dialer.last();
        old.take();

        // When
        timers.advance(5_000);
        List<String> asked = old.takeTypes();
        timers.advance(4_999);
        int before = old.closedWith;
        timers.advance(1);

        // Then
        assertThat(asked).containsExactly("ping");
        assertThat(before).isZero();
        assertThat(old.closedWith).isEqualTo(4000);
        assertThat(listener.heard).containsExactly(ConnectionState.RECONNECTING);
    }

    @Test
    void anAnswerToThePingKeepsTheSocket() {
        // Given
        open();
        timers.advance(5_000);

        // When
        dialer.last().say(new JsonObject().put("type", "pong"));
        timers.advance(9_000);

        // Then
        assertThat(dialer.last().closedWith).isZero();
    }

    @Test
    void allUrlsAreTriedBeforeThePausesGrow() {
        // Given
        conversation.open();

        // When
        List<URI> tried = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            tried.add(dialer.last().url);
            dialer.last().refuse();
            timers.advance(2_000);
        }

        // Then
        assertThat(tried).containsExactly(A, B, A, B);
    }

    @Test
    void aSocketWithoutAWelcomeIsGivenUp() {
        // Given
        conversation.open();
        dialer.last().open();

        // When
        timers.advance(10_000);
        int closedWith = dialer.last().closedWith;
        timers.advance(1_000);

        // Then
        assertThat(closedWith).isEqualTo(4000);
        assertThat(dialer.calls).hasSize(2);
    }

    @Test
    void aRefusedTokenEndsItAndARenewedOneDoesNot() {
        // Given
        Future<Welcome> fixed = conversation.open();
        dialer.last().open().say(Script.error(0, "unauthorized")).end(4401);
        List<String> tokens = new ArrayList<>(List.of("old", "new"));
        conversation =
                conversation(ClientOptions.of(Identity.token(() -> Future.succeededFuture(tokens.remove(0))), A));

        // When
        conversation.open();
        dialer.last().open().end(4401);
        timers.advance(1_000);

        // Then
        assertThat(((ChappeException) fixed.cause()).code()).isEqualTo("unauthorized");
        assertThat(dialer.last().open().take().get(0).getString("token")).isEqualTo("new");
    }

    @Test
    void urlsOfTheServerAreUsedButNeverWithoutTls() {
        // Given
        conversation.open();
        dialer.last()
                .open()
                .say(Script.welcome("s")
                        .put("urls", new JsonArray(List.of("wss://c/v1/signal", "ws://d/v1/signal", "nonsense"))));

        // When
        List<String> hosts = new ArrayList<>();
        dialer.last().end(1006);
        for (int i = 0; i < 3; i++) {
            timers.advance(2_000);
            hosts.add(dialer.last().url.getHost());
            dialer.last().refuse();
        }

        // Then
        assertThat(hosts).containsExactly("b", "c", "a");
    }

    @Test
    void byeWaitsForTheServersClose() {
        // Given
        open();
        dialer.last().take();

        // When
        conversation.bye();

        // Then
        assertThat(dialer.last().takeTypes()).containsExactly("bye");
        assertThat(conversation.closed().isComplete()).isFalse();
        dialer.last().end(1000);
        assertThat(conversation.closed().result().code()).isEqualTo(1000);
        assertThat(((ChappeException) conversation.request(Frames.leave("r")).cause()).code())
                .isEqualTo("closed");
    }

    @Test
    void byeWithoutASocketEndsAtOnce() {
        // Given
        open();
        dialer.last().end(1006);

        // When
        conversation.bye();
        timers.advance(60_000);

        // Then
        assertThat(conversation.closed().isComplete()).isTrue();
        assertThat(dialer.calls).hasSize(1);
    }

    @Test
    void aMessageThatCannotBeReadHarmsNothing() {
        // Given
        open();

        // When
        dialer.last()
                .say(new JsonObject("{\"type\":\"member-joined\",\"room\":7}"))
                .say(new JsonObject("{\"type\":5}"))
                .say(Script.signal("m", "after"));

        // Then
        assertThat(listener.heard).containsExactly("error bad_request", "signal after");
    }

    private void open() {
        conversation.open();
        dialer.last().open().say(Script.welcome("s"));
    }

    private void join(String room, String... members) {
        Future<JsonObject> joined = conversation.request(Frames.join(room, null));
        List<JsonObject> sent = dialer.last().take();
        dialer.last().say(Script.joined(sent.get(sent.size() - 1).getLong("id"), room, members));
        assertThat(joined.succeeded()).isTrue();
    }

    private Future<JsonObject> watch(String peer) {
        return conversation
                .request(Frames.watch(List.of(peer)))
                .onSuccess(done -> conversation.watched().add(peer));
    }

    private void reconnect(JsonObject rooms) {
        timers.advance(1_000);
        dialer.last().open().say(Script.resumed("s", rooms));
        dialer.last().heardHello();
    }
}
