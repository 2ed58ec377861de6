package io.chappe.gateway.tenant;

import io.chappe.core.model.TenantId;
import io.chappe.gateway.socket.ClientAddress;
import io.chappe.node.limit.Rate;
import io.chappe.node.limit.RateLimit;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whoever has failed to come in too often is not looked at for a while. Counted by address and the tenant that was asked for, so
 * that those who want to another tenant from the same address still may; and by address alone, since anyone can think of a
 * thousand tenants. Whether a tenant exists makes no difference, or it could be found out. From any thread.
 */
public final class FailedAttempts {
    private static final Duration PERIOD = Duration.ofMinutes(1);
    /** So many times as many for all tenants together. */
    private static final int TENANTS = 5;

    private static final int MOST_KEYS = 50_000;

    private final RateLimit<Target> byTenant;
    private final RateLimit<Long> byAddress;
    private final Counter limited;

    private record Target(long network, @Nullable TenantId tenant) {}

    /**
     * @param aMinute that may fail
     */
    public FailedAttempts(int aMinute, MeterRegistry meters) {
        this(aMinute, meters, System::nanoTime);
    }

    FailedAttempts(int aMinute, MeterRegistry meters, LongSupplier nanoClock) {
        this.byTenant = new RateLimit<>(new Rate(aMinute, PERIOD), MOST_KEYS, nanoClock);
        this.byAddress = new RateLimit<>(new Rate((long) TENANTS * aMinute, PERIOD), MOST_KEYS, nanoClock);
        this.limited = Counter.builder("chappe.attempts.limited")
                .description("Clients that were not looked at, because too many from their address had not been let in")
                .register(meters);
    }

    /**
     * How long somebody must wait for the next attempt, in ms; 0 for not at all.
     *
     * @param tenant that is asked for; null for none
     */
    long waitMs(ClientAddress client, @Nullable TenantId tenant) {
        long wait = Math.max(byAddress.waitMs(client.network()), byTenant.waitMs(new Target(client.network(), tenant)));
        if (wait > 0) {
            limited.increment();
        }
        return wait;
    }

    void add(ClientAddress client, @Nullable TenantId tenant) {
        byAddress.add(client.network());
        byTenant.add(new Target(client.network(), tenant));
    }
}
