package io.chappe.presence.store.memory;

import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.SessionId;
import io.chappe.presence.store.Moment;
import io.chappe.presence.store.PeerChange;
import io.chappe.presence.store.PeerState;
import io.chappe.presence.store.PeerStore;
import io.chappe.presence.store.StoreClock;
import io.chappe.presence.store.Ticket;
import io.vertx.core.Future;
import java.util.function.BiFunction;

final class MemoryPeers implements PeerStore {
    private final StoreClock clock;
    private final MemoryTable<PeerKey, PeerState> peers = new MemoryTable<>(PeerState::isEmpty);

    MemoryPeers(StoreClock clock) {
        this.clock = clock;
    }

    @Override
    public Future<PeerChange> add(PeerKey peer, SessionId session, Ticket ticket) {
        return change(peer, (state, moment) -> state.add(session, ticket, moment));
    }

    @Override
    public Future<PeerChange> remove(PeerKey peer, SessionId session, NodeLife home) {
        return change(peer, (state, moment) -> state.remove(session, home));
    }

    @Override
    public Future<PeerChange> watch(PeerKey peer, Ticket ticket) {
        return change(peer, (state, moment) -> state.watch(ticket, moment));
    }

    @Override
    public Future<PeerChange> unwatch(PeerKey peer, NodeLife watcher) {
        return change(peer, (state, moment) -> state.unwatch(watcher));
    }

    @Override
    public Future<PeerChange> removeNode(PeerKey peer, NodeLife life) {
        return change(peer, (state, moment) -> state.removeNode(life));
    }

    private Future<PeerChange> change(PeerKey peer, BiFunction<PeerState, Moment, PeerChange> operation) {
        Moment moment = clock.moment();
        return peers.change(peer, () -> PeerState.begin(moment), state -> {
            PeerChange result = operation.apply(state, moment);
            if (state.isEmpty()) {
                clock.retire(state.version());
            }
            return result;
        });
    }
}
