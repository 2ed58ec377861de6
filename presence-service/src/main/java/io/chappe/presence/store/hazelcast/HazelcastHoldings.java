package io.chappe.presence.store.hazelcast;

import io.chappe.core.bus.Wire;
import io.chappe.core.bus.WireReader;
import io.chappe.core.bus.WireWriter;
import io.chappe.core.model.NodeLife;
import io.chappe.presence.store.Hold;
import io.chappe.presence.store.HoldingStore;
import io.chappe.presence.store.Holdings;
import io.chappe.presence.store.Place;
import io.chappe.presence.store.SealedHoldings;
import io.chappe.presence.store.Ticket;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

final class HazelcastHoldings implements HoldingStore {
    private final RemoteTable<Holdings> table;

    HazelcastHoldings(RemoteTable<Holdings> table) {
        this.table = table;
    }

    @Override
    public Future<Void> open(NodeLife life) {
        return call(life, new WireWriter(1).octet(HoldingTable.OPEN)).mapEmpty();
    }

    @Override
    public Future<@Nullable Ticket> hold(NodeLife life, Place place) {
        WireWriter call = new WireWriter(192).octet(HoldingTable.HOLD);
        Wire.life(call, life);
        Holdings.writePlace(call, place);
        return call(life, call).map(in -> in.isAtEnd() ? null : Answers.readTicket(in));
    }

    @Override
    public Future<Void> release(Place place, Hold hold) {
        WireWriter call = new WireWriter(128).octet(HoldingTable.RELEASE);
        Holdings.writePlace(call, place);
        return call(hold.life(), call.fixed64(hold.id())).mapEmpty();
    }

    @Override
    public Future<@Nullable SealedHoldings> seal(NodeLife life) {
        return call(life, new WireWriter(1).octet(HoldingTable.SEAL)).map(HoldingTable::readSealed);
    }

    @Override
    public Future<Void> delete(NodeLife life) {
        return call(life, new WireWriter(1).octet(HoldingTable.DELETE)).mapEmpty();
    }

    private Future<WireReader> call(NodeLife life, WireWriter call) {
        return table.call(Keys.of(life), call);
    }
}
