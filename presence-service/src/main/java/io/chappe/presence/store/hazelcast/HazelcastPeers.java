package io.chappe.presence.store.hazelcast;

import io.chappe.core.bus.Wire;
import io.chappe.core.bus.WireReader;
import io.chappe.core.bus.WireWriter;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.SecretHash;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.SessionLimit;
import io.chappe.presence.store.HeldSession;
import io.chappe.presence.store.OpenResult;
import io.chappe.presence.store.PeerChange;
import io.chappe.presence.store.PeerLoss;
import io.chappe.presence.store.PeerState;
import io.chappe.presence.store.PeerStore;
import io.chappe.presence.store.SessionRecord;
import io.chappe.presence.store.Step;
import io.chappe.presence.store.TakeResult;
import io.chappe.presence.store.Ticket;
import io.vertx.core.Future;
import java.util.Map;
import org.jspecify.annotations.Nullable;

final class HazelcastPeers implements PeerStore {
    private final RemoteTable<PeerState> table;

    HazelcastPeers(RemoteTable<PeerState> table) {
        this.table = table;
    }

    @Override
    public Future<OpenResult> open(
            PeerKey peer, SessionId session, SecretHash secret, long windowMs, Ticket ticket, SessionLimit limit) {
        WireWriter call = about(PeerTable.OPEN, session);
        Wire.secretHash(call, secret);
        Answers.writeTicket(call.number(windowMs), ticket);
        call.number(limit.most()).octet(limit.replaces() ? 1 : 0);
        return call(peer, call).map(PeerTable::readOpened);
    }

    @Override
    public Future<PeerChange> restore(PeerKey peer, SessionId session, HeldSession held, Ticket ticket) {
        WireWriter call = about(PeerTable.RESTORE, session);
        PeerTable.writeHeld(call, held);
        Answers.writeTicket(call, ticket);
        return change(peer, call);
    }

    @Override
    public Future<TakeResult> take(
            PeerKey peer, SessionId session, SecretHash secret, long attempt, Ticket ticket, long steadySince) {
        WireWriter call = about(PeerTable.TAKE, session);
        Wire.secretHash(call, secret);
        Answers.writeTicket(call.fixed64(attempt), ticket);
        return call(peer, call.number(steadySince)).map(PeerTable::readTaken);
    }

    @Override
    public Future<PeerChange> lose(PeerKey peer, SessionId session, long generation, long sinceMs) {
        return change(peer, about(PeerTable.LOSE, session).number(generation).number(sinceMs));
    }

    @Override
    public Future<PeerChange> end(PeerKey peer, SessionId session, long generation) {
        return change(peer, about(PeerTable.END, session).number(generation));
    }

    @Override
    public Future<@Nullable SessionRecord> locate(PeerKey peer, SessionId session, long steadySince) {
        return call(peer, about(PeerTable.LOCATE, session).number(steadySince)).map(Answers::readRecord);
    }

    @Override
    public Future<Map<SessionId, SessionRecord>> sessions(PeerKey peer, long steadySince) {
        WireWriter question = new WireWriter(16).octet(PeerTable.SESSIONS).number(steadySince);
        return table.ask(keyOf(peer), new Query<>(Tables.PEERS, question))
                .map(in -> in.isAtEnd() ? Map.of() : PeerTable.readSessions(in));
    }

    @Override
    public Future<PeerChange> enter(PeerKey peer, SessionId session, Step step, RoomId room) {
        return inRoom(PeerTable.ENTER, peer, session, step, room);
    }

    @Override
    public Future<PeerChange> exit(PeerKey peer, SessionId session, Step step, RoomId room) {
        return inRoom(PeerTable.EXIT, peer, session, step, room);
    }

    private Future<PeerChange> inRoom(int operation, PeerKey peer, SessionId session, Step step, RoomId room) {
        WireWriter call = about(operation, session);
        Answers.writeStep(call, step);
        return change(peer, call.text(room.value()));
    }

    @Override
    public Future<PeerChange> watch(PeerKey peer, Ticket ticket) {
        WireWriter call = new WireWriter(128).octet(PeerTable.WATCH);
        Answers.writeTicket(call, ticket);
        return change(peer, call);
    }

    @Override
    public Future<PeerChange> unwatch(PeerKey peer, NodeLife watcher) {
        return change(peer, about(PeerTable.UNWATCH, watcher));
    }

    @Override
    public Future<PeerLoss> loseNode(PeerKey peer, NodeLife life, long steadySince) {
        return call(peer, about(PeerTable.LOSE_NODE, life).number(steadySince)).map(PeerTable::readLoss);
    }

    private static WireWriter about(int operation, SessionId session) {
        WireWriter call = new WireWriter(192).octet(operation);
        Wire.session(call, session);
        return call;
    }

    private static WireWriter about(int operation, NodeLife life) {
        WireWriter call = new WireWriter(64).octet(operation);
        Wire.life(call, life);
        return call;
    }

    private Future<PeerChange> change(PeerKey peer, WireWriter call) {
        return call(peer, call).map(Answers::readPeerChange);
    }

    private Future<WireReader> call(PeerKey peer, WireWriter call) {
        return table.call(keyOf(peer), call);
    }

    private static String keyOf(PeerKey peer) {
        return Keys.of(peer.tenant(), peer.peer().value());
    }
}
