package io.chappe.presence.peers;

import io.chappe.core.bus.PresenceAnswer;
import io.chappe.core.bus.PresenceRequest;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerKey;
import io.chappe.presence.bus.Announcer;
import io.chappe.presence.bus.Turns;
import io.chappe.presence.nodes.Holds;
import io.chappe.presence.store.Hold;
import io.chappe.presence.store.PeerChange;
import io.chappe.presence.store.PeerStore;
import io.chappe.presence.store.Place;
import io.chappe.presence.store.Ticket;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Changes peers' presence, and tells the nodes that watch them. Confined to one event loop. */
public final class Peers {
    private final PeerStore store;
    private final Holds holds;
    private final Announcer announcer;
    private final Turns<PeerKey> turns = new Turns<>();

    public Peers(PeerStore store, Holds holds, Announcer announcer) {
        this.store = store;
        this.holds = holds;
        this.announcer = announcer;
    }

    Future<PresenceAnswer> add(PresenceRequest.OpenSession add) {
        return onHold(add.home(), add.peer(), ticket -> store.add(add.peer(), add.session(), ticket))
                .map(answer -> answer instanceof PresenceAnswer.Known ? new PresenceAnswer.Done() : answer);
    }

    Future<PresenceAnswer> remove(PresenceRequest.EndSession remove) {
        return change(remove.peer(), () -> store.remove(remove.peer(), remove.session(), remove.home()))
                .map(new PresenceAnswer.Done());
    }

    Future<PresenceAnswer> watch(PresenceRequest.Watch watch) {
        return onHold(watch.home(), watch.peer(), ticket -> store.watch(watch.peer(), ticket));
    }

    Future<PresenceAnswer> unwatch(PresenceRequest.Unwatch unwatch) {
        return change(unwatch.peer(), () -> store.unwatch(unwatch.peer(), unwatch.home()))
                .map(new PresenceAnswer.Done());
    }

    /**
     * Removes all of a life that is over. Its holds are not released one by one: its record ends as a whole.
     *
     * @return the holds that its sessions and its watch stood on
     */
    public Future<List<Hold>> removeNode(PeerKey peer, NodeLife life) {
        return turns.take(peer, () -> store.removeNode(peer, life), change -> {
            announcer.peerChanged(peer, change);
            return change.released();
        });
    }

    private Future<PresenceAnswer> onHold(NodeLife home, PeerKey peer, Function<Ticket, Future<PeerChange>> operation) {
        return holds.take(home, new Place.Peer(peer))
                .compose(ticket -> ticket == null
                        ? Future.succeededFuture(new PresenceAnswer.LeaseLost())
                        : change(peer, () -> operation.apply(ticket))
                                .map(change -> new PresenceAnswer.Known(change.presence())));
    }

    private Future<PeerChange> change(PeerKey peer, Supplier<Future<PeerChange>> operation) {
        return turns.take(peer, operation, change -> {
            announcer.peerChanged(peer, change);
            holds.release(new Place.Peer(peer), change.released());
            return change;
        });
    }
}
