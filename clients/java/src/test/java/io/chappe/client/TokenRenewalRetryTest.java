package io.chappe.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A renewal that does not succeed at once. */
class TokenRenewalRetryTest {
    private static final long HOUR_MS = 3_600_000;

    private final FakeTimers timers = new FakeTimers();
    private final FakeOutlet outlet = new FakeOutlet();
    private final FakeTokens tokens = new FakeTokens(timers);
    private final AtomicLong lastId = new AtomicLong();
    private final TokenRenewal renewal = new TokenRenewal(timers, outlet, tokens.identity(), lastId::incrementAndGet);

    @Test
    void aSupplierThatFailsIsAskedAgainWithGrowingPausesUntilTheTokenIsOver() {
        // Given
        tokens.fresh = () -> Future.failedFuture("the login is away");

        // When
        expiring(60_000);
        timers.advance(120_000);

        // Then
        assertThat(tokens.asked).containsExactly(0L, 2_000L, 6_000L, 14_000L, 30_000L, 46_000L);
    }

    @Test
    void aSupplierThatThrowsIsAskedAgain() {
        // Given
        tokens.fresh = () -> {
            throw new IllegalStateException("the login is away");
        };

        // When
        expiring(5_000);
        timers.advance(5_000);

        // Then
        assertThat(tokens.asked).containsExactly(0L, 2_000L);
    }

    @Test
    void aSupplierThatFailsTooLateDoesNotHarmTheNextAttempt() {
        // Given
        Promise<String> late = Promise.promise();
        tokens.fresh = () -> tokens.asked.size() == 1 ? late.future() : Future.succeededFuture("second");
        expiring(60_000);
        timers.advance(12_000);

        // When
        late.fail("the login is away");
        timers.advance(0);

        // Then
        assertThat(ack(1, HOUR_MS)).isTrue();
    }

    @Test
    void aServerThatCannotIsAskedAgainNotBeforeTheTimeThatItNames() {
        // Given
        expiring(60_000);

        // When
        refuseAll("unavailable", 9_000);

        // Then
        assertThat(tokens.asked).containsExactly(0L, 9_000L, 18_000L, 27_000L, 43_000L, 59_000L);
    }

    @Test
    void aServerThatNamesAShortTimeIsNotAskedMoreOftenThanEveryTwoSeconds() {
        // Given
        expiring(7_000);

        // When
        refuseAll("unavailable", 10);

        // Then
        assertThat(tokens.asked).containsExactly(0L, 2_000L, 6_000L);
    }

    @Test
    void aSilentServerIsAskedAgainAndItsLateAnswerIsNobodys() {
        // Given
        expiring(60_000);

        // When
        timers.advance(12_000);

        // Then
        assertThat(outlet.takeIds()).containsExactly(1L, 2L);
        assertThat(ack(1, HOUR_MS)).isFalse();
        assertThat(ack(2, HOUR_MS)).isTrue();
    }

    @Test
    void aRefusedTokenIsNotRepeatedAndTheApplicationIsToKnow() {
        // Given
        expiring(60_000);

        // When
        boolean settled = renewal.onMessage(Script.error(1, "unauthorized"));

        // Then
        assertThat(settled).isFalse();
        timers.advance(60_000);
        assertThat(tokens.asked).hasSize(1);
    }

    private void expiring(long expiresInMs) {
        renewal.onMessage(Script.tokenExpiring(expiresInMs));
        timers.advance(0);
    }

    private boolean ack(long id, long expiresInMs) {
        return renewal.onMessage(Script.ack(id).put("expiresInMs", expiresInMs));
    }

    /** Answers each refresh of two minutes so. */
    private void refuseAll(String code, long retryAfterMs) {
        for (int i = 0; i < 240; i++) {
            outlet.takeIds()
                    .forEach(id -> renewal.onMessage(Script.error(id, code).put("retryAfterMs", retryAfterMs)));
            timers.advance(500);
        }
    }
}
