package io.chappe.presence.store.hazelcast;

import io.chappe.core.bus.RosterWire;
import io.chappe.core.bus.Wire;
import io.chappe.core.bus.WireReader;
import io.chappe.core.bus.WireWriter;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.MemberState;
import io.chappe.core.model.Moderation;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.RoomRules;
import io.chappe.core.model.Roster;
import io.chappe.core.model.RosterStamp;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.TenantId;
import io.chappe.presence.store.FirstNames;
import io.chappe.presence.store.JoinResult;
import io.chappe.presence.store.Newcomer;
import io.chappe.presence.store.Returning;
import io.chappe.presence.store.RoomChange;
import io.chappe.presence.store.RoomLoss;
import io.chappe.presence.store.RoomPage;
import io.chappe.presence.store.RoomSearch;
import io.chappe.presence.store.RoomState;
import io.chappe.presence.store.RoomStore;
import io.chappe.presence.store.RoomSummary;
import io.chappe.presence.store.Step;
import io.chappe.presence.store.Ticket;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

final class HazelcastRooms implements RoomStore {
    private final RemoteTable<RoomState> table;

    HazelcastRooms(RemoteTable<RoomState> table) {
        this.table = table;
    }

    @Override
    public Future<JoinResult> join(RoomKey room, Newcomer newcomer, Ticket ticket, int limit, int rosterUpTo) {
        WireWriter call = new WireWriter(256).octet(RoomTable.JOIN);
        RoomTable.writeNewcomer(call, newcomer);
        Answers.writeTicket(call, ticket);
        return call(room, call.number(limit).number(rosterUpTo)).map(RoomTable::readEntered);
    }

    @Override
    public Future<JoinResult> move(RoomKey room, SessionId session, long generation, Ticket ticket, int rosterUpTo) {
        WireWriter call = about(RoomTable.MOVE, session).number(generation);
        Answers.writeTicket(call, ticket);
        return call(room, call.number(rosterUpTo)).map(RoomTable::readEntered);
    }

    @Override
    public Future<RoomChange> restore(RoomKey room, List<Returning> members, RoomRules rules, long version) {
        WireWriter call = new WireWriter(1024).octet(RoomTable.RESTORE);
        RosterWire.rules(call.list(members, RoomTable::writeReturning), rules);
        return change(room, call.number(version));
    }

    @Override
    public Future<RoomChange> moderate(
            RoomKey room, SessionId moderator, long generation, Moderation moderation, int limit) {
        WireWriter call = about(RoomTable.MODERATE, moderator).number(generation);
        RosterWire.moderation(call, moderation);
        return change(room, call.number(limit));
    }

    @Override
    public Future<RoomChange> follow(
            RoomKey room, SessionId session, long generation, RoomId to, @Nullable ErrorCode refusal) {
        WireWriter call = about(RoomTable.FOLLOW, session).number(generation).text(to.value());
        RosterWire.refusal(call, refusal);
        return change(room, call);
    }

    @Override
    public Future<RoomChange> mark(RoomKey room, SessionId session, long generation, MemberState state) {
        WireWriter call = about(RoomTable.MARK, session).number(generation);
        Wire.memberState(call, state);
        return change(room, call);
    }

    @Override
    public Future<RoomChange> leave(RoomKey room, SessionId session, Step step, LeaveReason reason) {
        WireWriter call = about(RoomTable.LEAVE, session);
        Answers.writeStep(call, step);
        Wire.leaveReason(call, reason);
        return change(room, call);
    }

    @Override
    public Future<RoomChange> leaveAll(RoomKey room, Map<SessionId, Long> generations, LeaveReason reason) {
        WireWriter call = new WireWriter(512).octet(RoomTable.LEAVE_ALL);
        call.list(generations.entrySet(), (to, session) -> {
            Wire.session(to, session.getKey());
            to.number(session.getValue());
        });
        Wire.leaveReason(call, reason);
        return change(room, call);
    }

    @Override
    public Future<RoomChange> close(RoomKey room) {
        return change(room, new WireWriter(2).octet(RoomTable.CLOSE));
    }

    @Override
    public Future<RoomChange> ahead(RoomKey room, long aheadMs) {
        return change(room, new WireWriter(16).octet(RoomTable.AHEAD).number(aheadMs));
    }

    @Override
    public Future<RoomChange> ban(RoomKey room, PeerId peer, long banMs) {
        return change(
                room, new WireWriter(64).octet(RoomTable.BAN).text(peer.value()).number(banMs));
    }

    @Override
    public Future<RoomChange> update(RoomKey room, SessionId session, long generation, RawJson meta) {
        return change(room, about(RoomTable.UPDATE, session).number(generation).json(meta));
    }

    @Override
    public Future<RoomLoss> lose(RoomKey room, NodeLife home) {
        WireWriter call = new WireWriter(64).octet(RoomTable.LOSE);
        Wire.life(call, home);
        return call(room, call).map(RoomTable::readLoss);
    }

    private static WireWriter about(int operation, SessionId session) {
        WireWriter call = new WireWriter(256).octet(operation);
        Wire.session(call, session);
        return call;
    }

    private Future<RoomChange> change(RoomKey room, WireWriter call) {
        return call(room, call).map(Answers::readRoomChange);
    }

    private Future<WireReader> call(RoomKey room, WireWriter call) {
        return table.call(keyOf(room), call);
    }

    @Override
    public Future<@Nullable Roster> roster(RoomKey room) {
        return ask(room, RoomTable.ROSTER, RosterWire::roster);
    }

    @Override
    public Future<@Nullable RosterStamp> stamp(RoomKey room) {
        return ask(room, RoomTable.STAMP, RosterWire::stamp);
    }

    @Override
    public Future<@Nullable RoomSummary> summary(RoomKey room) {
        return ask(room, RoomTable.SUMMARY, RoomSummary::read);
    }

    @Override
    public Future<RoomPage> list(TenantId tenant, String prefix, @Nullable RoomId after, int limit) {
        return RoomSearch.page(new Names(tenant, prefix), after, limit);
    }

    /** The rooms of one tenant, by the keys of the map. */
    private final class Names implements RoomSearch.Source {
        private final TenantId tenant;
        private final String prefix;

        Names(TenantId tenant, String prefix) {
            this.tenant = tenant;
            this.prefix = prefix;
        }

        /** Keys of one tenant begin alike, so they are in the order of the names. */
        @Override
        public Future<List<RoomId>> names(@Nullable RoomId after, int most) {
            String from = after == null ? null : Keys.of(tenant, after.value());
            return table.firstKeys(new FirstNames(Keys.of(tenant, prefix), from, most))
                    .map(keys -> keys.stream()
                            .map(key -> new RoomId(Keys.nameIn(key)))
                            .toList());
        }

        @Override
        public Future<Map<RoomId, RoomSummary>> summaries(List<RoomId> names) {
            Set<String> keys =
                    names.stream().map(name -> Keys.of(tenant, name.value())).collect(Collectors.toSet());
            return table.askAll(keys, question(RoomTable.SUMMARY))
                    .map(answers -> answers.stream()
                            .filter(in -> !in.isAtEnd())
                            .map(RoomSummary::read)
                            .collect(Collectors.toMap(RoomSummary::room, summary -> summary)));
        }
    }

    private <R> Future<@Nullable R> ask(RoomKey room, int question, Function<WireReader, R> answer) {
        return table.ask(keyOf(room), question(question)).map(in -> in.isAtEnd() ? null : answer.apply(in));
    }

    private static Query<RoomState> question(int about) {
        return new Query<>(Tables.ROOMS, new WireWriter(1).octet(about));
    }

    private static String keyOf(RoomKey room) {
        return Keys.of(room.tenant(), room.room().value());
    }
}
