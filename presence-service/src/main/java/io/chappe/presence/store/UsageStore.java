package io.chappe.presence.store;

import io.chappe.core.model.TenantId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What tenants have used, by hours and days of the store's clock, in UTC. Operations are atomic and limited in time like those of
 * {@link RoomStore}. Nobody puts back what the store has lost.
 */
public interface UsageStore {
    /** By what it is told. */
    enum Span {
        HOUR(Duration.ofHours(1), 35 * 24),
        DAY(Duration.ofDays(1), 400);

        private final long millis;
        private final int kept;

        Span(Duration length, int kept) {
            this.millis = length.toMillis();
            this.kept = kept;
        }

        /** How many of them are kept. */
        public int kept() {
            return kept;
        }

        /** Which one a time lies in, counted from 1970. */
        public long at(long time) {
            return Math.floorDiv(time, millis);
        }

        /** When one begins, in ms since 1970. */
        public long begin(long number) {
            return number * millis;
        }
    }

    /** For so long a node's number is known after it has said something: longer than anything is said again. */
    long REMEMBERED_HOURS = TimeUnit.DAYS.toHours(1);

    /**
     * Adds what a tenant has used to the hour and the day that it is now.
     *
     * @param source the node that says so
     * @param number greater than that of each one before of the same node; what comes with another one is known, and not added
     * @param more with the most sessions that the tenant has, on all nodes
     */
    Future<Void> add(TenantId tenant, String source, long number, Usage more);

    /**
     * The hours or days in which a tenant has used something, oldest first.
     *
     * @param from number of the first one that is told, see {@link Span#at}
     * @param to number of the last one
     */
    Future<List<Period>> read(TenantId tenant, Span span, long from, long to);

    /**
     * One hour or day.
     *
     * @param number see {@link Span#at}
     */
    record Period(long number, Usage usage) {}
}
