package io.chappe.presence.store.redis;

import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.Member;
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
import io.chappe.presence.store.JoinResult;
import io.chappe.presence.store.Newcomer;
import io.chappe.presence.store.Returning;
import io.chappe.presence.store.RoomChange;
import io.chappe.presence.store.RoomLoss;
import io.chappe.presence.store.RoomPage;
import io.chappe.presence.store.RoomSearch;
import io.chappe.presence.store.RoomStore;
import io.chappe.presence.store.RoomSummary;
import io.chappe.presence.store.Step;
import io.chappe.presence.store.Ticket;
import io.chappe.presence.store.Verdict;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class RedisRooms implements RoomStore {
    private final ScriptRunner runner;
    private final Keys keys;
    private final RoomScripts scripts;
    private final RoomIndex index;

    /**
     * @param millis of a clock of this process
     */
    RedisRooms(ScriptRunner runner, Keys keys, ScriptFiles files, LongSupplier millis) {
        this.runner = runner;
        this.keys = keys;
        scripts = new RoomScripts(files);
        index = new RoomIndex(runner, keys, files, this::summary, millis);
    }

    @Override
    public Future<JoinResult> join(RoomKey room, Newcomer newcomer, Ticket ticket, int limit, int rosterUpTo) {
        return run(
                        scripts.join,
                        room,
                        newcomer.session().value(),
                        newcomer.peer().value(),
                        Long.toString(newcomer.step().generation()),
                        Long.toString(newcomer.step().sequence()),
                        newcomer.meta().asString(),
                        Texts.bits(Member.contentHash(newcomer.session(), newcomer.meta())),
                        Texts.life(ticket.hold().life()),
                        Texts.bits(ticket.hold().id()),
                        Long.toString(ticket.until()),
                        Integer.toString(limit),
                        Texts.bits(ThreadLocalRandom.current().nextLong()),
                        RoomTexts.standing(newcomer.session(), newcomer.entry().standing()),
                        newcomer.entry().creates() ? "1" : "0",
                        RoomTexts.rules(newcomer.entry().rules()),
                        Integer.toString(rosterUpTo))
                .map(RoomAnswers::entered)
                .onSuccess(entered -> noteIfDone(room, entered.change()));
    }

    @Override
    public Future<JoinResult> move(RoomKey room, SessionId session, long generation, Ticket ticket, int rosterUpTo) {
        return run(
                        scripts.move,
                        room,
                        session.value(),
                        Long.toString(generation),
                        Texts.life(ticket.hold().life()),
                        Texts.bits(ticket.hold().id()),
                        Long.toString(ticket.until()),
                        Integer.toString(rosterUpTo))
                .map(RoomAnswers::entered)
                .onSuccess(entered -> noteIfDone(room, entered.change()));
    }

    @Override
    public Future<RoomChange> restore(RoomKey room, List<Returning> members, RoomRules rules, long version) {
        List<String> arguments = new ArrayList<>(List.of(
                Long.toString(version), Texts.bits(ThreadLocalRandom.current().nextLong())));
        arguments.add(
                members.isEmpty()
                        ? ""
                        : Texts.life(members.get(0).ticket().hold().life()));
        arguments.add(RoomTexts.rules(rules));
        members.forEach(member -> arguments.addAll(arguments(member)));
        return change(run(scripts.restore, room, arguments.toArray(String[]::new)))
                .onSuccess(change -> noteIfDone(room, change));
    }

    private static List<String> arguments(Returning member) {
        Newcomer newcomer = member.newcomer();
        return List.of(
                newcomer.session().value(),
                newcomer.peer().value(),
                Long.toString(newcomer.step().generation()),
                Long.toString(newcomer.step().sequence()),
                member.state().wireName(),
                newcomer.meta().asString(),
                Texts.bits(Member.contentHash(newcomer.session(), newcomer.meta())),
                Texts.bits(member.ticket().hold().id()),
                Long.toString(member.ticket().until()),
                RoomTexts.standing(newcomer.session(), newcomer.entry().standing()));
    }

    @Override
    public Future<RoomChange> moderate(
            RoomKey room, SessionId moderator, long generation, Moderation moderation, int limit) {
        SessionId target = moderation.target();
        if (moderation.action() == Moderation.Action.TAKE) {
            return take(room, moderator, generation, target, moderation.to());
        }
        if (moderation.action() == Moderation.Action.MOVE) {
            return call(room, moderator, generation, moderation);
        }
        LeaveReason reason = moderation.action() == Moderation.Action.KICK ? LeaveReason.KICKED : LeaveReason.DENIED;
        return run(
                        scripts.moderate,
                        room,
                        moderator.value(),
                        Long.toString(generation),
                        moderation.action().name(),
                        target == null ? "" : target.value(),
                        Long.toString(moderation.banMs()),
                        Integer.toString(limit),
                        RoomTexts.metadata(moderation.metadata()))
                .map(answer -> RoomAnswers.change(answer, reason));
    }

    private Future<RoomChange> take(
            RoomKey room, SessionId agent, long generation, @Nullable SessionId target, @Nullable RoomId to) {
        return change(run(
                scripts.take,
                room,
                agent.value(),
                Long.toString(generation),
                target == null ? "" : target.value(),
                to == null ? "" : to.value()));
    }

    private Future<RoomChange> call(RoomKey room, SessionId moderator, long generation, Moderation move) {
        SessionId target = move.target();
        RoomId to = move.to();
        return change(run(
                scripts.call,
                room,
                moderator.value(),
                Long.toString(generation),
                target == null ? "" : target.value(),
                to == null ? "" : to.value(),
                Long.toString(move.request())));
    }

    @Override
    public Future<RoomChange> follow(
            RoomKey room, SessionId session, long generation, RoomId to, @Nullable ErrorCode refusal) {
        String reason = refusal == null ? "" : refusal.wireName();
        return change(run(scripts.follow, room, session.value(), Long.toString(generation), to.value(), reason));
    }

    @Override
    public Future<RoomChange> mark(RoomKey room, SessionId session, long generation, MemberState state) {
        return change(run(scripts.mark, room, session.value(), Long.toString(generation), state.wireName()));
    }

    @Override
    public Future<RoomChange> leave(RoomKey room, SessionId session, Step step, LeaveReason reason) {
        return run(
                        scripts.leave,
                        room,
                        session.value(),
                        Long.toString(step.generation()),
                        Long.toString(step.sequence()))
                .map(answer -> RoomAnswers.change(answer, reason));
    }

    @Override
    public Future<RoomChange> leaveAll(RoomKey room, Map<SessionId, Long> generations, LeaveReason reason) {
        String[] sessions = generations.entrySet().stream()
                .flatMap(session ->
                        Stream.of(session.getKey().value(), session.getValue().toString()))
                .toArray(String[]::new);
        return run(scripts.leaveAll, room, sessions).map(answer -> RoomAnswers.change(answer, reason));
    }

    @Override
    public Future<RoomChange> close(RoomKey room) {
        return run(scripts.close, room).map(answer -> RoomAnswers.change(answer, LeaveReason.CLOSED));
    }

    @Override
    public Future<RoomChange> ahead(RoomKey room, long aheadMs) {
        String incarnation = Texts.bits(ThreadLocalRandom.current().nextLong());
        return change(run(scripts.ahead, room, Long.toString(aheadMs), incarnation))
                .onSuccess(change -> noteIfDone(room, change));
    }

    @Override
    public Future<RoomChange> ban(RoomKey room, PeerId peer, long banMs) {
        return run(scripts.ban, room, peer.value(), Long.toString(banMs))
                .map(answer -> RoomAnswers.change(answer, LeaveReason.KICKED));
    }

    @Override
    public Future<RoomChange> update(RoomKey room, SessionId session, long generation, RawJson meta) {
        String content = Texts.bits(Member.contentHash(session, meta));
        return change(run(scripts.update, room, session.value(), Long.toString(generation), meta.asString(), content));
    }

    @Override
    public Future<RoomLoss> lose(RoomKey room, NodeLife home) {
        return run(scripts.lose, room, Texts.life(home)).map(RoomAnswers::loss);
    }

    @Override
    public Future<@Nullable Roster> roster(RoomKey room) {
        return runner.runInTurn(scripts.roster, keys.of(room)).map(RoomAnswers::roster);
    }

    @Override
    public Future<@Nullable RosterStamp> stamp(RoomKey room) {
        return runner.runInTurn(scripts.stamp, keys.of(room))
                .map(RoomAnswers::stamp)
                .onSuccess(stamp -> {
                    if (stamp != null) {
                        index.seen(room);
                    }
                });
    }

    @Override
    public Future<@Nullable RoomSummary> summary(RoomKey room) {
        return runner.runInTurn(scripts.summary, keys.of(room)).map(answer -> RoomAnswers.summary(room.room(), answer));
    }

    @Override
    public Future<RoomPage> list(TenantId tenant, String prefix, @Nullable RoomId after, int limit) {
        return RoomSearch.page(new RoomList(index, this::summary, tenant, prefix), after, limit);
    }

    /** Nobody waits for it: a name that is missing comes with the next who has to do with the room. */
    private void noteIfDone(RoomKey room, RoomChange change) {
        if (change.verdict() == Verdict.DONE) {
            index.entered(room);
        }
    }

    private static Future<RoomChange> change(Future<Response> answer) {
        return answer.map(change -> RoomAnswers.change(change, LeaveReason.LEFT));
    }

    private Future<Response> run(Script script, RoomKey room, String... arguments) {
        return runner.runInTurn(script, keys.of(room), arguments).map(Texts::required);
    }
}
