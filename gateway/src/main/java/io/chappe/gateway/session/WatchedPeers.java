package io.chappe.gateway.session;

import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.TenantId;
import io.chappe.gateway.room.RefusedException;
import io.chappe.gateway.watch.Watcher;
import io.chappe.gateway.watch.Watches;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Whom one session watches. On the session's event loop. */
final class WatchedPeers {
    private static final int MAX_WATCHES = 1_000;

    private final Watcher session;
    private final TenantId tenant;
    private final Watches watches;
    /** Most sessions watch nobody. */
    private Set<PeerKey> watched = Set.of();

    WatchedPeers(Watcher session, TenantId tenant, Watches watches) {
        this.session = session;
        this.tenant = tenant;
        this.watches = watches;
    }

    boolean contains(PeerKey peer) {
        return watched.contains(peer);
    }

    Future<Void> watch(List<PeerId> peers) {
        if (watched.size() + peers.size() > MAX_WATCHES) {
            return RefusedException.future(
                    ErrorCode.TOO_LARGE, "a session can watch at most " + MAX_WATCHES + " peers");
        }
        List<PeerKey> keys =
                peers.stream().map(peer -> new PeerKey(tenant, peer)).toList();
        if (watched.isEmpty()) {
            watched = new HashSet<>();
        }
        watched.addAll(keys);
        Future<Void> all = Future.join(
                        keys.stream().map(key -> watches.watch(session, key)).toList())
                .mapEmpty();
        return session.loop().bring(all).onFailure(failure -> keys.forEach(this::unwatch));
    }

    void unwatch(List<PeerId> peers) {
        peers.forEach(peer -> unwatch(new PeerKey(tenant, peer)));
    }

    /** Ends the watches of all peers for whom this does not hold. */
    void unwatchUnless(Predicate<PeerId> holds) {
        List.copyOf(watched).stream().filter(peer -> !holds.test(peer.peer())).forEach(this::unwatch);
    }

    private void unwatch(PeerKey peer) {
        if (watched.contains(peer)) {
            watched.remove(peer);
            watches.unwatch(session, peer);
        }
    }

    void end() {
        List.copyOf(watched).forEach(this::unwatch);
    }
}
