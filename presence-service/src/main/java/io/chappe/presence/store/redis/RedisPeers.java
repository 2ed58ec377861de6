package io.chappe.presence.store.redis;

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
import io.chappe.presence.store.PeerStore;
import io.chappe.presence.store.SessionRecord;
import io.chappe.presence.store.Step;
import io.chappe.presence.store.TakeResult;
import io.chappe.presence.store.Ticket;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

final class RedisPeers implements PeerStore {
    private final ScriptRunner runner;
    private final Keys keys;
    private final Script open;
    private final Script restore;
    private final Script take;
    private final Script lose;
    private final Script end;
    private final Script locate;
    private final Script sessions;
    private final Script enter;
    private final Script exit;
    private final Script watch;
    private final Script unwatch;
    private final Script loseNode;

    RedisPeers(ScriptRunner runner, Keys keys, ScriptFiles files) {
        this.runner = runner;
        this.keys = keys;
        open = script(files, "open");
        restore = script(files, "restore");
        take = script(files, "take");
        lose = script(files, "lose");
        end = script(files, "end");
        locate = script(files, "locate");
        sessions = script(files, "sessions");
        enter = script(files, "enter");
        exit = script(files, "exit");
        watch = script(files, "watch");
        unwatch = script(files, "unwatch");
        loseNode = script(files, "lose-node");
    }

    private static Script script(ScriptFiles files, String operation) {
        return files.script("peers/" + operation, "tombstones", "peers/peer");
    }

    @Override
    public Future<OpenResult> open(
            PeerKey peer, SessionId session, SecretHash secret, long windowMs, Ticket ticket, SessionLimit limit) {
        return run(
                        open,
                        peer,
                        session.value(),
                        hex(secret),
                        Long.toString(windowMs),
                        Texts.life(ticket.hold().life()),
                        Texts.bits(ticket.hold().id()),
                        Long.toString(ticket.until()),
                        Integer.toString(limit.most()),
                        limit.replaces() ? "1" : "0")
                .map(PeerAnswers::opened);
    }

    @Override
    public Future<PeerChange> restore(PeerKey peer, SessionId session, HeldSession held, Ticket ticket) {
        return change(run(
                restore,
                peer,
                session.value(),
                hex(held.secret()),
                Long.toString(held.windowMs()),
                Long.toString(held.generation()),
                Long.toString(held.isLost() ? held.lostForMs() : -1),
                Texts.life(ticket.hold().life()),
                Texts.bits(ticket.hold().id()),
                Long.toString(ticket.until())));
    }

    @Override
    public Future<TakeResult> take(
            PeerKey peer, SessionId session, SecretHash secret, long attempt, Ticket ticket, long steadySince) {
        return run(
                        take,
                        peer,
                        session.value(),
                        hex(secret),
                        Texts.bits(attempt),
                        Texts.life(ticket.hold().life()),
                        Texts.bits(ticket.hold().id()),
                        Long.toString(ticket.until()),
                        Long.toString(steadySince))
                .map(PeerAnswers::taken);
    }

    @Override
    public Future<PeerChange> lose(PeerKey peer, SessionId session, long generation, long sinceMs) {
        return change(run(lose, peer, session.value(), Long.toString(generation), Long.toString(sinceMs)));
    }

    @Override
    public Future<PeerChange> end(PeerKey peer, SessionId session, long generation) {
        return change(run(end, peer, session.value(), Long.toString(generation)));
    }

    @Override
    public Future<@Nullable SessionRecord> locate(PeerKey peer, SessionId session, long steadySince) {
        return runner.runInTurn(locate, keys.of(peer), session.value(), Long.toString(steadySince))
                .map(PeerAnswers::located);
    }

    @Override
    public Future<Map<SessionId, SessionRecord>> sessions(PeerKey peer, long steadySince) {
        return run(sessions, peer, Long.toString(steadySince))
                .map(answer -> PeerAnswers.sessions(Texts.required(answer, 0)));
    }

    @Override
    public Future<PeerChange> enter(PeerKey peer, SessionId session, Step step, RoomId room) {
        return change(run(enter, peer, session, step, room));
    }

    @Override
    public Future<PeerChange> exit(PeerKey peer, SessionId session, Step step, RoomId room) {
        return change(run(exit, peer, session, step, room));
    }

    private Future<Response> run(Script script, PeerKey peer, SessionId session, Step step, RoomId room) {
        return run(
                script,
                peer,
                session.value(),
                Long.toString(step.generation()),
                Long.toString(step.sequence()),
                room.value());
    }

    @Override
    public Future<PeerChange> watch(PeerKey peer, Ticket ticket) {
        return change(run(
                watch,
                peer,
                Texts.life(ticket.hold().life()),
                Texts.bits(ticket.hold().id()),
                Long.toString(ticket.until())));
    }

    @Override
    public Future<PeerChange> unwatch(PeerKey peer, NodeLife watcher) {
        return change(run(unwatch, peer, Texts.life(watcher)));
    }

    @Override
    public Future<PeerLoss> loseNode(PeerKey peer, NodeLife life, long steadySince) {
        return run(loseNode, peer, Texts.life(life), Long.toString(steadySince)).map(PeerAnswers::loss);
    }

    private static String hex(SecretHash secret) {
        return HexFormat.of().formatHex(secret.bytes());
    }

    private static Future<PeerChange> change(Future<Response> answer) {
        return answer.map(PeerAnswers::change);
    }

    private Future<Response> run(Script script, PeerKey peer, String... arguments) {
        return runner.runInTurn(script, keys.of(peer), arguments).map(Texts::required);
    }
}
