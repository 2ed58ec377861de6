package io.chappe.presence.store.memory;

import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.Roster;
import io.chappe.core.model.RosterStamp;
import io.chappe.core.model.SessionId;
import io.chappe.presence.store.JoinResult;
import io.chappe.presence.store.Moment;
import io.chappe.presence.store.Newcomer;
import io.chappe.presence.store.RoomChange;
import io.chappe.presence.store.RoomState;
import io.chappe.presence.store.RoomStore;
import io.chappe.presence.store.StoreClock;
import io.chappe.presence.store.Ticket;
import io.vertx.core.Future;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

final class MemoryRooms implements RoomStore {
    private final StoreClock clock;
    private final MemoryTable<RoomKey, RoomState> rooms = new MemoryTable<>(RoomState::isEmpty);

    MemoryRooms(StoreClock clock) {
        this.clock = clock;
    }

    @Override
    public Future<JoinResult> join(RoomKey room, Newcomer newcomer, Ticket ticket, int limit) {
        return change(room, (state, moment) -> {
            RoomChange change = state.join(newcomer, ticket, limit, moment);
            return new JoinResult(state.has(newcomer.session()) ? state.roster() : null, change);
        });
    }

    @Override
    public Future<RoomChange> leave(RoomKey room, SessionId session, NodeLife home, LeaveReason reason) {
        return change(room, (state, moment) -> state.leave(session, home, reason));
    }

    @Override
    public Future<RoomChange> update(RoomKey room, SessionId session, NodeLife home, RawJson meta) {
        return change(room, (state, moment) -> state.update(session, home, meta));
    }

    @Override
    public Future<RoomChange> removeNode(RoomKey room, NodeLife home, LeaveReason reason) {
        return change(room, (state, moment) -> state.removeNode(home, reason));
    }

    @Override
    public Future<@Nullable Roster> roster(RoomKey room) {
        return read(room, RoomState::roster);
    }

    @Override
    public Future<@Nullable RosterStamp> stamp(RoomKey room) {
        return read(room, RoomState::stamp);
    }

    private <R> Future<@Nullable R> read(RoomKey room, Function<RoomState, R> query) {
        return change(room, (state, moment) -> state.isEmpty() ? null : query.apply(state));
    }

    private <R extends @Nullable Object> Future<R> change(RoomKey room, BiFunction<RoomState, Moment, R> operation) {
        Moment moment = clock.moment();
        return rooms.change(room, () -> RoomState.begin(moment), state -> {
            R result = operation.apply(state, moment);
            if (state.isEmpty()) {
                clock.retire(state.version());
            }
            return result;
        });
    }
}
