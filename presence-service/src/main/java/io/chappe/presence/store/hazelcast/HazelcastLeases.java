package io.chappe.presence.store.hazelcast;

import io.chappe.core.bus.Wire;
import io.chappe.core.bus.WireReader;
import io.chappe.core.bus.WireWriter;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import io.chappe.presence.store.ClaimedLives;
import io.chappe.presence.store.LeaseStore;
import io.chappe.presence.store.LeaseTable;
import io.vertx.core.Future;
import java.time.Duration;

final class HazelcastLeases implements LeaseStore {
    private final RemoteTable<LeaseTable> table;

    HazelcastLeases(RemoteTable<LeaseTable> table) {
        this.table = table;
    }

    @Override
    public Future<Boolean> open(NodeLife life, Duration lease) {
        return about(life, LeaseMap.OPEN, lease).map(in -> in.octet() != 0);
    }

    @Override
    public Future<Boolean> renew(NodeLife life, Duration lease) {
        return about(life, LeaseMap.RENEW, lease).map(in -> in.octet() != 0);
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
        return about(life, LeaseMap.END, claim).map(in -> in.octet() != 0);
    }

    @Override
    public Future<ClaimedLives> claim(Duration claim, Duration lease, int max) {
        return call(new WireWriter(16)
                        .octet(LeaseMap.CLAIM)
                        .number(claim.toMillis())
                        .number(lease.toMillis())
                        .number(max))
                .map(LeaseMap::readClaimed);
    }

    @Override
    public Future<Void> postpone(NodeLife life, long until) {
        return about(life, LeaseMap.POSTPONE, Duration.ofMillis(until)).mapEmpty();
    }

    @Override
    public Future<Void> remove(NodeLife life) {
        return about(life, LeaseMap.REMOVE, Duration.ZERO).mapEmpty();
    }

    private Future<WireReader> about(NodeLife life, int operation, Duration time) {
        WireWriter call = new WireWriter(64).octet(operation);
        Wire.life(call, life);
        return call(call.number(time.toMillis()));
    }

    private Future<WireReader> call(WireWriter call) {
        return table.call(LeaseMap.ONLY_KEY, call);
    }
}
