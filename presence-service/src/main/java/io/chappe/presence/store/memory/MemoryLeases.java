package io.chappe.presence.store.memory;

import io.chappe.core.bus.NodeReport;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import io.chappe.presence.store.ClaimedLives;
import io.chappe.presence.store.LeaseStore;
import io.chappe.presence.store.LeaseTable;
import io.chappe.presence.store.Look;
import io.chappe.presence.store.Moment;
import io.chappe.presence.store.NodeLease;
import io.chappe.presence.store.Renewal;
import io.chappe.presence.store.StoreClock;
import io.chappe.presence.store.StoreMark;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

final class MemoryLeases implements LeaseStore {
    private static final String ONLY = "leases";

    private final StoreClock clock;
    private final MemoryTable<String, LeaseTable> table = new MemoryTable<>(nothing -> false);

    MemoryLeases(StoreClock clock) {
        this.clock = clock;
    }

    @Override
    public Future<Renewal> open(NodeLife life, Duration lease) {
        return change((leases, moment) -> leases.open(life, lease.toMillis(), moment));
    }

    @Override
    public Future<Renewal> renew(NodeLife life, Duration lease, StoreMark known, @Nullable NodeReport report) {
        return change((leases, moment) -> leases.renew(life, lease.toMillis(), known, report, moment));
    }

    @Override
    public Future<Boolean> restored(NodeLife life) {
        return change((leases, moment) -> leases.restored(life));
    }

    @Override
    public Future<Void> shorten(NodeId node, Duration rest) {
        return change((leases, moment) -> {
                    leases.shorten(node, rest.toMillis(), moment.now());
                    return leases;
                })
                .mapEmpty();
    }

    @Override
    public Future<Boolean> end(NodeLife life, Duration claim) {
        return change((leases, moment) -> leases.end(life, claim.toMillis(), moment.now()));
    }

    @Override
    public Future<ClaimedLives> look(Look look) {
        return change((leases, moment) -> leases.look(look, moment));
    }

    @Override
    public Future<Void> postpone(NodeLife life, long until) {
        return change((leases, moment) -> {
                    leases.postpone(life, until);
                    return leases;
                })
                .mapEmpty();
    }

    @Override
    public Future<List<NodeLease>> all() {
        return change((leases, moment) -> leases.all(moment.now()));
    }

    @Override
    public Future<Void> remove(NodeLife life) {
        return change((leases, moment) -> {
                    leases.remove(life);
                    return leases;
                })
                .mapEmpty();
    }

    private <R> Future<R> change(BiFunction<LeaseTable, Moment, R> operation) {
        return table.change(ONLY, LeaseTable::new, leases -> operation.apply(leases, clock.moment()));
    }
}
