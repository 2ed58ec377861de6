package io.chappe.gateway.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.model.PeerId;
import io.chappe.core.model.TenantId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PeerRateTest {
    private static final PeerId ANN = new PeerId("ann");
    private static final PeerId BOB = new PeerId("bob");
    /** Of two clients, and ten seconds of it at once. */
    private static final int AT_ONCE = 2 * 10 * 10;

    private final AtomicLong clock = new AtomicLong(-1_000);
    private final TenantLoad load = new TenantLoad(
            new TenantId("acme"),
            PeerLimit.of(2, 10, 1_000, clock::get),
            new TenantMeters(new SimpleMeterRegistry(), 1),
            clock::get);

    private PeerRate rate(PeerId peer) {
        return Objects.requireNonNull(load.rate(peer));
    }

    private static int send(PeerRate rate, int messages, int length) {
        return (int) IntStream.range(0, messages)
                .filter(i -> rate.waitMs(length) == 0)
                .count();
    }

    @Test
    void theFirstSocketIsNotCounted() {
        // Given
        load.began(ANN);

        // When
        int taken = send(rate(ANN), 10 * AT_ONCE, 1);

        // Then
        assertThat(taken).isEqualTo(10 * AT_ONCE);
    }

    @Test
    void allOfAPeerShareARate() {
        // Given
        load.began(ANN);
        PeerRate first = rate(ANN);
        load.began(ANN);
        PeerRate second = rate(ANN);
        load.began(BOB);

        // When
        int taken = send(first, AT_ONCE / 2 + 50, 1) + send(second, AT_ONCE, 1);

        // Then
        assertThat(taken).isEqualTo(AT_ONCE);
        assertThat(second.waitMs(1)).isBetween(1L, 100L);
        assertThat(rate(BOB).waitMs(1)).isZero();
        clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(100));
        assertThat(send(first, 10, 1)).isEqualTo(2);
    }

    @Test
    void bytesCountAndWhatAMessageCauses() {
        // Given
        load.began(ANN);
        load.began(ANN);
        PeerRate rate = rate(ANN);

        // When
        rate.charge(19_000);

        // Then
        assertThat(send(rate, 10, 500)).isEqualTo(2);
    }

    @Test
    void whoComesBackDoesNotBeginAnew() {
        // Given
        load.began(ANN);
        load.began(ANN);
        send(rate(ANN), AT_ONCE, 1);

        // When
        load.ended(ANN);

        // Then
        assertThat(rate(ANN).waitMs(1)).isPositive();
        load.ended(ANN);
        assertThat(load.rate(ANN)).isNull();
    }
}
