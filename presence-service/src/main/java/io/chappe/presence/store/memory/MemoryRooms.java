package io.chappe.presence.store.memory;

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
import io.chappe.presence.store.Moment;
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
import io.chappe.presence.store.StoreClock;
import io.chappe.presence.store.Ticket;
import io.chappe.presence.store.Verdict;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

final class MemoryRooms implements RoomStore {
    private final StoreClock clock;
    private final MemoryTable<RoomKey, RoomState> rooms = new MemoryTable<>(RoomState::isEmpty, RoomState::fadeMs);

    MemoryRooms(StoreClock clock) {
        this.clock = clock;
    }

    @Override
    public Future<JoinResult> join(RoomKey room, Newcomer newcomer, Ticket ticket, int limit, int rosterUpTo) {
        return enter(room, rosterUpTo, (state, moment) -> state.join(newcomer, ticket, limit, moment));
    }

    @Override
    public Future<JoinResult> move(RoomKey room, SessionId session, long generation, Ticket ticket, int rosterUpTo) {
        return enter(room, rosterUpTo, (state, moment) -> state.move(session, generation, ticket, moment));
    }

    private Future<JoinResult> enter(
            RoomKey room, int rosterUpTo, BiFunction<RoomState, Moment, RoomChange> operation) {
        return run(room, (state, moment) -> {
            RoomChange change = operation.apply(state, moment);
            boolean isTold = change.verdict() == Verdict.DONE && state.seatCount() <= rosterUpTo;
            return new JoinResult(isTold ? state.roster() : null, change);
        });
    }

    @Override
    public Future<RoomChange> restore(RoomKey room, List<Returning> members, RoomRules rules, long version) {
        return run(room, (state, moment) -> state.restore(members, rules, version, moment));
    }

    @Override
    public Future<RoomChange> moderate(
            RoomKey room, SessionId moderator, long generation, Moderation moderation, int limit) {
        return run(room, (state, moment) -> state.moderate(moderator, generation, moderation, limit, moment));
    }

    @Override
    public Future<RoomChange> follow(
            RoomKey room, SessionId session, long generation, RoomId to, @Nullable ErrorCode refusal) {
        return run(room, (state, moment) -> state.follow(session, generation, to, refusal, moment));
    }

    @Override
    public Future<RoomChange> mark(RoomKey room, SessionId session, long generation, MemberState to) {
        return run(room, (state, moment) -> state.mark(session, generation, to));
    }

    @Override
    public Future<RoomChange> leave(RoomKey room, SessionId session, Step step, LeaveReason reason) {
        return run(room, (state, moment) -> state.leave(session, step, reason, moment));
    }

    @Override
    public Future<RoomChange> leaveAll(RoomKey room, Map<SessionId, Long> generations, LeaveReason reason) {
        return run(room, (state, moment) -> state.leaveAll(generations, reason, moment));
    }

    @Override
    public Future<RoomChange> close(RoomKey room) {
        return run(room, RoomState::close);
    }

    @Override
    public Future<RoomChange> ahead(RoomKey room, long aheadMs) {
        return run(room, (state, moment) -> state.ahead(aheadMs, moment));
    }

    @Override
    public Future<RoomChange> ban(RoomKey room, PeerId peer, long banMs) {
        return run(room, (state, moment) -> state.ban(peer, banMs, moment));
    }

    @Override
    public Future<RoomChange> update(RoomKey room, SessionId session, long generation, RawJson meta) {
        return run(room, (state, moment) -> state.update(session, generation, meta));
    }

    @Override
    public Future<RoomLoss> lose(RoomKey room, NodeLife home) {
        return run(room, (state, moment) -> state.lose(home));
    }

    @Override
    public Future<@Nullable Roster> roster(RoomKey room) {
        return read(room, RoomState::roster);
    }

    @Override
    public Future<@Nullable RosterStamp> stamp(RoomKey room) {
        return read(room, RoomState::stamp);
    }

    @Override
    public Future<@Nullable RoomSummary> summary(RoomKey room) {
        return Future.succeededFuture(summaryNow(room));
    }

    private @Nullable RoomSummary summaryNow(RoomKey room) {
        long now = clock.moment().now();
        return rooms.look(room, state -> state.summary(room.room(), now));
    }

    @Override
    public Future<RoomPage> list(TenantId tenant, String prefix, @Nullable RoomId after, int limit) {
        return RoomSearch.page(
                new RoomSearch.Source() {
                    @Override
                    public Future<List<RoomId>> names(@Nullable RoomId behind, int most) {
                        FirstNames first = new FirstNames(prefix, behind == null ? null : behind.value(), most);
                        rooms.keys().stream()
                                .filter(key -> key.tenant().equals(tenant))
                                .forEach(key -> first.add(key.room().value()));
                        return Future.succeededFuture(
                                first.list().stream().map(RoomId::new).toList());
                    }

                    @Override
                    public Future<Map<RoomId, RoomSummary>> summaries(List<RoomId> names) {
                        return Future.succeededFuture(names.stream()
                                .map(name -> summaryNow(new RoomKey(tenant, name)))
                                .filter(Objects::nonNull)
                                .collect(Collectors.toMap(RoomSummary::room, summary -> summary)));
                    }
                },
                after,
                limit);
    }

    private <R> Future<@Nullable R> read(RoomKey room, Function<RoomState, R> query) {
        return run(room, (state, moment) -> state.isFading() ? null : query.apply(state));
    }

    private <R extends @Nullable Object> Future<R> run(RoomKey room, BiFunction<RoomState, Moment, R> operation) {
        Moment moment = clock.moment();
        return rooms.change(room, moment.now(), () -> RoomState.begin(moment), state -> {
            R result = operation.apply(state, moment);
            if (state.isEmpty()) {
                clock.retire(state.version());
            }
            return result;
        });
    }
}
