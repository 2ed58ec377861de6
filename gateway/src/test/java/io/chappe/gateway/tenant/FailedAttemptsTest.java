package io.chappe.gateway.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.model.TenantId;
import io.chappe.gateway.socket.ClientAddress;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FailedAttemptsTest {
    private static final ClientAddress HERE = address("192.0.2.1");
    private static final ClientAddress ELSEWHERE = address("192.0.2.2");
    private static final TenantId ACME = new TenantId("acme");

    private final AtomicLong clock = new AtomicLong();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final FailedAttempts failed = new FailedAttempts(2, meters, clock::get);

    private static ClientAddress address(String text) {
        return Objects.requireNonNull(ClientAddress.parse(text));
    }

    private void add(ClientAddress client, @Nullable TenantId tenant, int times) {
        for (int i = 0; i < times; i++) {
            failed.add(client, tenant);
        }
    }

    @Test
    void areCountedByAddressAndTenant() {
        // When
        add(HERE, ACME, 2);

        // Then
        assertThat(failed.waitMs(HERE, ACME)).isBetween(29_000L, 30_001L);
        assertThat(failed.waitMs(HERE, new TenantId("other"))).isZero();
        assertThat(failed.waitMs(ELSEWHERE, ACME)).isZero();
    }

    @Test
    void areCountedWhereNoTenantIsAskedFor() {
        // When
        add(HERE, null, 2);

        // Then
        assertThat(failed.waitMs(HERE, null)).isPositive();
        assertThat(failed.waitMs(HERE, ACME)).isZero();
    }

    @Test
    void areCountedByAddressOverAllTenantsThatOneCanThinkOf() {
        // When
        for (int i = 0; i < 10; i++) {
            add(HERE, new TenantId("tenant-" + i), 1);
        }

        // Then
        assertThat(failed.waitMs(HERE, ACME)).isPositive();
        assertThat(failed.waitMs(ELSEWHERE, ACME)).isZero();
    }

    @Test
    void areForgivenInTime() {
        // Given
        add(HERE, ACME, 2);

        // When
        clock.addAndGet(TimeUnit.SECONDS.toNanos(30));

        // Then
        assertThat(failed.waitMs(HERE, ACME)).isZero();
    }

    @Test
    void areSeenInTheMetrics() {
        // Given
        add(HERE, ACME, 2);

        // When
        failed.waitMs(HERE, ACME);

        // Then
        assertThat(meters.get("chappe.attempts.limited").counter().count()).isEqualTo(1);
    }
}
