package io.chappe.presence.store.hazelcast;

import io.chappe.core.bus.NodeReport;
import io.chappe.core.bus.Wire;
import io.chappe.core.bus.WireReader;
import io.chappe.core.bus.WireWriter;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import io.chappe.presence.store.ClaimedLives;
import io.chappe.presence.store.LeaseStore;
import io.chappe.presence.store.LeaseTable;
import io.chappe.presence.store.Look;
import io.chappe.presence.store.NodeLease;
import io.chappe.presence.store.Renewal;
import io.chappe.presence.store.StoreMark;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class HazelcastLeases implements LeaseStore {
    private final RemoteTable<LeaseTable> table;

    HazelcastLeases(RemoteTable<LeaseTable> table) {
        this.table = table;
    }

    @Override
    public Future<Renewal> open(NodeLife life, Duration lease) {
        return call(about(life, LeaseMap.OPEN, lease)).map(Answers::readRenewal);
    }

    @Override
    public Future<Renewal> renew(NodeLife life, Duration lease, StoreMark known, @Nullable NodeReport report) {
        WireWriter call = about(life, LeaseMap.RENEW, lease);
        Answers.writeMark(call, known);
        LeaseTable.writeReport(call, report);
        return call(call).map(Answers::readRenewal);
    }

    @Override
    public Future<Boolean> restored(NodeLife life) {
        return call(about(life, LeaseMap.RESTORED, Duration.ZERO)).map(in -> in.octet() != 0);
    }

    @Override
    public Future<Void> shorten(NodeId node, Duration rest) {
        return call(new WireWriter(64)
                        .octet(LeaseMap.SHORTEN)
                        .text(node.value())
                        .number(rest.toMillis()))
                .mapEmpty();
    }

    @Override
    public Future<Boolean> end(NodeLife life, Duration claim) {
        return call(about(life, LeaseMap.END, claim)).map(in -> in.octet() != 0);
    }

    @Override
    public Future<ClaimedLives> look(Look look) {
        WireWriter call = new WireWriter(256).octet(LeaseMap.LOOK);
        Answers.writeLook(call, look);
        return call(call).map(LeaseMap::readClaimed);
    }

    @Override
    public Future<Void> postpone(NodeLife life, long until) {
        return call(about(life, LeaseMap.POSTPONE, Duration.ofMillis(until))).mapEmpty();
    }

    @Override
    public Future<List<NodeLease>> all() {
        return table.ask(LeaseMap.ONLY_KEY, new Query<>(Tables.LEASES, new WireWriter(1).octet(LeaseMap.ALL)))
                .map(LeaseMap::readAll);
    }

    @Override
    public Future<Void> remove(NodeLife life) {
        return call(about(life, LeaseMap.REMOVE, Duration.ZERO)).mapEmpty();
    }

    private static WireWriter about(NodeLife life, int operation, Duration time) {
        WireWriter call = new WireWriter(64).octet(operation);
        Wire.life(call, life);
        return call.number(time.toMillis());
    }

    private Future<WireReader> call(WireWriter call) {
        return table.call(LeaseMap.ONLY_KEY, call);
    }
}
