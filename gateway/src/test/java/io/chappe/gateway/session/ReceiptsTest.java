package io.chappe.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.bus.Delivery;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.SessionId;
import io.chappe.gateway.loop.EventLoop;
import io.chappe.gateway.loop.TestLoop;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ReceiptsTest {
    private static final SessionId BOB = new SessionId("bob");
    private static final SessionId EVE = new SessionId("eve");
    private static final int LONG = 60_000;

    private static final Vertx VERTX = Vertx.vertx();
    private static final EventLoop LOOP = TestLoop.of(VERTX);

    private final Receipts receipts = new Receipts(LOOP);

    @AfterAll
    static void stop() {
        VERTX.close();
    }

    private Future<Delivery> sent(long id, int timeoutMs) {
        Future<Delivery> outcome = receipts.await(id, timeoutMs);
        receipts.sent(id, Set.of(BOB, EVE));
        return outcome;
    }

    @Test
    void isReceivedWhenItsTargetSaysSo() {
        // Given
        Future<Delivery> outcome = sent(1, LONG);
        receipts.written(1, Delivery.UNCONFIRMED);
        assertThat(outcome.isComplete()).isFalse();

        // When
        receipts.confirm(BOB, 1);

        // Then
        assertThat(outcome.result()).isEqualTo(Delivery.ONE);
        assertThat(receipts.isOpen(1)).isFalse();
    }

    @Test
    void isReceivedWhenTheWordComesBeforeTheRelaysAnswer() {
        // Given
        Future<Delivery> outcome = sent(1, LONG);
        receipts.confirm(BOB, 1);

        // When
        receipts.written(1, Delivery.UNCONFIRMED);

        // Then
        assertThat(outcome.result().reached()).isEqualTo(1);
    }

    @Test
    void countsAsReceivedWhenTheClientAcknowledgesNothing() {
        // Given
        Future<Delivery> outcome = sent(1, LONG);

        // When
        receipts.written(1, Delivery.ONE);

        // Then
        assertThat(outcome.result()).isEqualTo(Delivery.ONE);
    }

    @Test
    void isNoAckWhenNothingIsKnownAtTheDeadline() throws Exception {
        // Given
        Future<Delivery> outcome = sent(1, 50);

        // When
        Delivery told = outcome.await(5, TimeUnit.SECONDS);

        // Then
        assertThat(told).isEqualTo(new Delivery(0, 0, 0, List.of(), ErrorCode.TIMEOUT));
    }

    @Test
    void isReceivedByThoseWhoSaidSoWhenTheRelaysAnswerIsLate() throws Exception {
        // Given
        Future<Delivery> outcome = sent(1, 50);
        receipts.confirm(BOB, 1);

        // When
        Delivery told = outcome.await(5, TimeUnit.SECONDS);

        // Then
        assertThat(told.reached()).isEqualTo(1);
    }

    @Test
    void failsWhenItWasNotWritten() {
        // Given
        Future<Delivery> outcome = sent(1, LONG);

        // When
        receipts.written(1, Delivery.missed(List.of(BOB), ErrorCode.RECONNECTING));

        // Then
        assertThat(outcome.result().reason()).isEqualTo(ErrorCode.RECONNECTING);
    }

    @Test
    void waitsForTheRepetitionThatIsUnderWay() {
        // Given
        Future<Delivery> outcome = sent(1, LONG);
        receipts.sent(1, Set.of(BOB, EVE));
        receipts.written(1, Delivery.missed(List.of(BOB), ErrorCode.TIMEOUT));
        assertThat(outcome.isComplete()).isFalse();

        // When
        receipts.written(1, Delivery.UNCONFIRMED);
        receipts.confirm(BOB, 1);

        // Then
        assertThat(outcome.result().reached()).isEqualTo(1);
    }

    @Test
    void waitsForEachTargetOnce() {
        // Given
        Future<Delivery> outcome = sent(1, LONG);
        receipts.written(1, Delivery.UNCONFIRMED.plus(Delivery.UNCONFIRMED));
        receipts.confirm(BOB, 1);
        receipts.confirm(BOB, 1);
        assertThat(outcome.isComplete()).isFalse();

        // When
        receipts.confirm(EVE, 1);

        // Then
        assertThat(outcome.result().reached()).isEqualTo(2);
    }

    @Test
    void saysAtItsDeadlineWhomItReached() throws Exception {
        // Given
        Future<Delivery> outcome = sent(1, 50);
        receipts.written(1, Delivery.UNCONFIRMED.plus(Delivery.UNCONFIRMED));

        // When
        receipts.confirm(BOB, 1);

        // Then
        Delivery delivery = outcome.toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
        assertThat(delivery.reached()).isEqualTo(1);
        assertThat(delivery.missed()).isEqualTo(1);
        assertThat(delivery.reason()).isEqualTo(ErrorCode.TIMEOUT);
    }

    @Test
    void timesOutWhenNobodySaysAnything() throws Exception {
        // Given
        Future<Delivery> outcome = sent(1, 50);

        // When
        receipts.written(1, Delivery.UNCONFIRMED);

        // Then
        Delivery delivery = outcome.toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
        assertThat(delivery.reached()).isZero();
        assertThat(delivery.reason()).isEqualTo(ErrorCode.TIMEOUT);
    }

    @Test
    void aRoomWithoutOthersIsNoFailure() {
        // Given
        Future<Delivery> outcome = sent(1, LONG);

        // When
        receipts.written(1, Delivery.NONE);

        // Then
        assertThat(outcome.result()).isEqualTo(Delivery.NONE);
    }

    @Test
    void theWordOfSomebodyElseCountsForNothing() {
        // Given
        Future<Delivery> outcome = sent(1, LONG);
        receipts.written(1, Delivery.UNCONFIRMED);

        // When
        receipts.confirm(new SessionId("mallory"), 1);

        // Then
        assertThat(outcome.isComplete()).isFalse();
    }

    @Test
    void holdsNoMoreThanItsBound() {
        // Given
        for (int id = 1; id < 1_000; id++) {
            sent(id, LONG);
        }
        assertThat(receipts.isFull()).isFalse();

        // When
        sent(1_000, LONG);

        // Then
        assertThat(receipts.isFull()).isTrue();
        receipts.end();
    }
}
