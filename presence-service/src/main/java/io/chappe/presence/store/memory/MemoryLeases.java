package io.chappe.presence.store.memory;

import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import io.chappe.presence.store.ClaimedLives;
import io.chappe.presence.store.LeaseStore;
import io.chappe.presence.store.LeaseTable;
import io.chappe.presence.store.StoreClock;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.BiFunction;

final class MemoryLeases implements LeaseStore {
    private static final String ONLY = "leases";

    private final StoreClock clock;
    private final MemoryTable<String, LeaseTable> table = new MemoryTable<>(nothing -> false);

    MemoryLeases(StoreClock clock) {
        this.clock = clock;
    }

    @Override
    public Future<Boolean> open(NodeLife life, Duration lease) {
        return change((leases, now) -> leases.open(life, lease.toMillis(), now));
    }

    @Override
    public Future<Boolean> renew(NodeLife life, Duration lease) {
        return change((leases, now) -> leases.renew(life, lease.toMillis(), now));
    }

    @Override
    public Future<Void> shorten(NodeId node, Duration rest) {
        return change((leases, now) -> {
                    leases.shorten(node, rest.toMillis(), now);
                    return leases;
                })
                .mapEmpty();
    }

    @Override
    public Future<Boolean> end(NodeLife life, Duration claim) {
        return change((leases, now) -> leases.end(life, claim.toMillis(), now));
    }

    @Override
    public Future<ClaimedLives> claim(Duration claim, Duration lease, int max) {
        return change((leases, now) -> leases.claim(claim.toMillis(), lease.toMillis(), max, now));
    }

    @Override
    public Future<Void> postpone(NodeLife life, long until) {
        return change((leases, now) -> {
                    leases.postpone(life, until);
                    return leases;
                })
                .mapEmpty();
    }

    @Override
    public Future<Void> remove(NodeLife life) {
        return change((leases, now) -> {
                    leases.remove(life);
                    return leases;
                })
                .mapEmpty();
    }

    private <R> Future<R> change(BiFunction<LeaseTable, Long, R> operation) {
        return table.change(
                ONLY,
                LeaseTable::new,
                leases -> operation.apply(leases, clock.moment().now()));
    }
}
