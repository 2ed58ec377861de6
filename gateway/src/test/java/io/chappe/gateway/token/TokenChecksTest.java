package io.chappe.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.gateway.room.RefusedException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TokenChecksTest {
    private final Vertx vertx = Vertx.vertx();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final TokenChecks checks = new TokenChecks(vertx, meters);
    private final CountDownLatch stalled = new CountDownLatch(1);

    @AfterEach
    void stop() throws Exception {
        stalled.countDown();
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    private Future<Boolean> stall(boolean isIn) {
        return checks.check(isIn, () -> stalled.await(20, TimeUnit.SECONDS));
    }

    @Test
    void keepsItsLastPlacesForThoseWhoAreIn() {
        // Given
        for (int i = 0; i < 1_500; i++) {
            stall(false);
        }

        // When
        Future<Boolean> stranger = stall(false);
        Future<Boolean> known = stall(true);

        // Then
        assertThat(stranger.cause()).isInstanceOf(RefusedException.class);
        assertThat(known.isComplete()).isFalse();
        assertThat(meters.get("chappe.tokens.waiting").gauge().value()).isEqualTo(1_501);
        assertThat(meters.get("chappe.tokens.overflow").counter().count()).isEqualTo(1);
    }

    @Test
    void givesUpWhatTakesTooLong() throws Exception {
        // When
        Future<Boolean> check = stall(false);

        // Then
        check.otherwise(true).await(10, TimeUnit.SECONDS);
        assertThat(check.cause()).isInstanceOf(RefusedException.class);
    }

    @Test
    void refusesInTurn() throws Exception {
        // Given
        Exception reason = new BadTokenException("it is over");

        // When
        Future<Object> refusal = checks.refuse(reason);

        // Then
        refusal.otherwise(true).await(10, TimeUnit.SECONDS);
        assertThat(refusal.cause()).isSameAs(reason);
        assertThat(meters.get("chappe.tokens.refused").counter().count()).isEqualTo(1);
    }
}
