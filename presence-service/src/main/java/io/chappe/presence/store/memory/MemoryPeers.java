package io.chappe.presence.store.memory;

import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.SecretHash;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.SessionLimit;
import io.chappe.presence.store.HeldSession;
import io.chappe.presence.store.Moment;
import io.chappe.presence.store.OpenResult;
import io.chappe.presence.store.PeerChange;
import io.chappe.presence.store.PeerLoss;
import io.chappe.presence.store.PeerState;
import io.chappe.presence.store.PeerStore;
import io.chappe.presence.store.SessionRecord;
import io.chappe.presence.store.Step;
import io.chappe.presence.store.StoreClock;
import io.chappe.presence.store.TakeResult;
import io.chappe.presence.store.Ticket;
import io.vertx.core.Future;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

final class MemoryPeers implements PeerStore {
    private final StoreClock clock;
    private final MemoryTable<PeerKey, PeerState> peers =
            new MemoryTable<>(PeerState::isEmpty, (peer, now) -> peer.isFading() ? PeerState.FADE_MS : 0);

    MemoryPeers(StoreClock clock) {
        this.clock = clock;
    }

    @Override
    public Future<OpenResult> open(
            PeerKey peer, SessionId session, SecretHash secret, long windowMs, Ticket ticket, SessionLimit limit) {
        return run(peer, (state, moment) -> state.open(session, secret, windowMs, ticket, limit, moment));
    }

    @Override
    public Future<PeerChange> restore(PeerKey peer, SessionId session, HeldSession held, Ticket ticket) {
        return run(peer, (state, moment) -> state.restore(session, held, ticket, moment));
    }

    @Override
    public Future<TakeResult> take(
            PeerKey peer, SessionId session, SecretHash secret, long attempt, Ticket ticket, long steadySince) {
        return run(peer, (state, moment) -> state.take(session, secret, attempt, ticket, steadySince, moment));
    }

    @Override
    public Future<PeerChange> lose(PeerKey peer, SessionId session, long generation, long sinceMs) {
        return run(peer, (state, moment) -> state.lose(session, generation, sinceMs, moment));
    }

    @Override
    public Future<PeerChange> end(PeerKey peer, SessionId session, long generation) {
        return run(peer, (state, moment) -> state.end(session, generation, moment));
    }

    @Override
    public Future<@Nullable SessionRecord> locate(PeerKey peer, SessionId session, long steadySince) {
        return run(peer, (state, moment) -> state.locate(session, steadySince, moment));
    }

    @Override
    public Future<Map<SessionId, SessionRecord>> sessions(PeerKey peer, long steadySince) {
        long now = clock.moment().now();
        Map<SessionId, SessionRecord> found = peers.look(peer, state -> state.sessions(steadySince, now));
        return Future.succeededFuture(found == null ? Map.of() : found);
    }

    @Override
    public Future<PeerChange> enter(PeerKey peer, SessionId session, Step step, RoomId room) {
        return run(peer, (state, moment) -> state.enter(session, step, room));
    }

    @Override
    public Future<PeerChange> exit(PeerKey peer, SessionId session, Step step, RoomId room) {
        return run(peer, (state, moment) -> state.exit(session, step, room));
    }

    @Override
    public Future<PeerChange> watch(PeerKey peer, Ticket ticket) {
        return run(peer, (state, moment) -> state.watch(ticket, moment));
    }

    @Override
    public Future<PeerChange> unwatch(PeerKey peer, NodeLife watcher) {
        return run(peer, (state, moment) -> state.unwatch(watcher));
    }

    @Override
    public Future<PeerLoss> loseNode(PeerKey peer, NodeLife life, long steadySince) {
        return run(peer, (state, moment) -> state.loseNode(life, steadySince, moment));
    }

    private <R extends @Nullable Object> Future<R> run(PeerKey peer, BiFunction<PeerState, Moment, R> operation) {
        Moment moment = clock.moment();
        return peers.change(peer, moment.now(), () -> PeerState.begin(moment), state -> {
            R result = operation.apply(state, moment);
            if (state.isEmpty()) {
                clock.retire(state.version());
            }
            return result;
        });
    }
}
