package io.chappe.presence.store.hazelcast;

import io.chappe.core.bus.Wire;
import io.chappe.core.bus.WireWriter;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.SessionId;
import io.chappe.presence.store.PeerChange;
import io.chappe.presence.store.PeerState;
import io.chappe.presence.store.PeerStore;
import io.chappe.presence.store.Ticket;
import io.vertx.core.Future;

final class HazelcastPeers implements PeerStore {
    private final RemoteTable<PeerState> table;

    HazelcastPeers(RemoteTable<PeerState> table) {
        this.table = table;
    }

    @Override
    public Future<PeerChange> add(PeerKey peer, SessionId session, Ticket ticket) {
        WireWriter call = new WireWriter(128).octet(PeerTable.ADD);
        Wire.session(call, session);
        Answers.writeTicket(call, ticket);
        return change(peer, call);
    }

    @Override
    public Future<PeerChange> remove(PeerKey peer, SessionId session, NodeLife home) {
        WireWriter call = new WireWriter(128).octet(PeerTable.REMOVE);
        Wire.session(call, session);
        Wire.life(call, home);
        return change(peer, call);
    }

    @Override
    public Future<PeerChange> watch(PeerKey peer, Ticket ticket) {
        WireWriter call = new WireWriter(128).octet(PeerTable.WATCH);
        Answers.writeTicket(call, ticket);
        return change(peer, call);
    }

    @Override
    public Future<PeerChange> unwatch(PeerKey peer, NodeLife watcher) {
        WireWriter call = new WireWriter(64).octet(PeerTable.UNWATCH);
        Wire.life(call, watcher);
        return change(peer, call);
    }

    @Override
    public Future<PeerChange> removeNode(PeerKey peer, NodeLife life) {
        WireWriter call = new WireWriter(64).octet(PeerTable.REMOVE_NODE);
        Wire.life(call, life);
        return change(peer, call);
    }

    private Future<PeerChange> change(PeerKey peer, WireWriter call) {
        return table.call(Keys.of(peer.tenant(), peer.peer().value()), call).map(PeerTable::readChange);
    }
}
