package io.chappe.presence.store.hazelcast;

import io.chappe.core.bus.Wire;
import io.chappe.core.bus.WireReader;
import io.chappe.core.bus.WireWriter;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.Roster;
import io.chappe.core.model.RosterStamp;
import io.chappe.core.model.SessionId;
import io.chappe.presence.store.JoinResult;
import io.chappe.presence.store.Newcomer;
import io.chappe.presence.store.RoomChange;
import io.chappe.presence.store.RoomState;
import io.chappe.presence.store.RoomStore;
import io.chappe.presence.store.Ticket;
import io.vertx.core.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

final class HazelcastRooms implements RoomStore {
    private final RemoteTable<RoomState> table;

    HazelcastRooms(RemoteTable<RoomState> table) {
        this.table = table;
    }

    @Override
    public Future<JoinResult> join(RoomKey room, Newcomer newcomer, Ticket ticket, int limit) {
        WireWriter call = new WireWriter(256).octet(RoomTable.JOIN);
        Wire.session(call, newcomer.session());
        call.text(newcomer.peer().value()).json(newcomer.meta());
        Answers.writeTicket(call, ticket);
        return table.call(keyOf(room), call.number(limit)).map(HazelcastRooms::readJoin);
    }

    @Override
    public Future<RoomChange> leave(RoomKey room, SessionId session, NodeLife home, LeaveReason reason) {
        WireWriter call = new WireWriter(128).octet(RoomTable.LEAVE);
        Wire.session(call, session);
        Wire.life(call, home);
        Wire.leaveReason(call, reason);
        return table.call(keyOf(room), call).map(RoomTable::readChange);
    }

    @Override
    public Future<RoomChange> update(RoomKey room, SessionId session, NodeLife home, RawJson meta) {
        WireWriter call = new WireWriter(256).octet(RoomTable.UPDATE);
        Wire.session(call, session);
        Wire.life(call, home);
        return table.call(keyOf(room), call.json(meta)).map(RoomTable::readChange);
    }

    @Override
    public Future<RoomChange> removeNode(RoomKey room, NodeLife home, LeaveReason reason) {
        WireWriter call = new WireWriter(64).octet(RoomTable.REMOVE_NODE);
        Wire.life(call, home);
        Wire.leaveReason(call, reason);
        return table.call(keyOf(room), call).map(RoomTable::readChange);
    }

    @Override
    public Future<@Nullable Roster> roster(RoomKey room) {
        return ask(room, RoomTable.ROSTER, Wire::roster);
    }

    @Override
    public Future<@Nullable RosterStamp> stamp(RoomKey room) {
        return ask(room, RoomTable.STAMP, Wire::stamp);
    }

    private <R> Future<@Nullable R> ask(RoomKey room, int question, Function<WireReader, R> answer) {
        return table.submit(keyOf(room), new Query(question)).map(in -> in.isAtEnd() ? null : answer.apply(in));
    }

    private static JoinResult readJoin(WireReader in) {
        RoomChange change = RoomTable.readChange(in);
        return new JoinResult(in.octet() == 0 ? null : Wire.roster(in), change);
    }

    private static String keyOf(RoomKey room) {
        return Keys.of(room.tenant(), room.room().value());
    }
}
