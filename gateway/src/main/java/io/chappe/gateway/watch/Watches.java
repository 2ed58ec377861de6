package io.chappe.gateway.watch;

import io.chappe.core.bus.BusAddresses;
import io.chappe.core.bus.PeerPresence;
import io.chappe.core.bus.PresenceEvent;
import io.chappe.core.model.PeerKey;
import io.chappe.gateway.loop.EventLoop;
import io.chappe.gateway.loop.EventLoops;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The peers that sessions of this gateway watch: the presence service is asked once a peer and tells this node once a
 * change, however many sessions watch. What concerns one peer runs on one event loop.
 */
public final class Watches {
    private static final class Watched {
        private final Set<Watcher> watchers = new HashSet<>();
        private @Nullable PeerPresence presence;
    }

    private final EventLoops loops;
    private final WatchServices services;
    private final Map<PeerKey, Watched> byPeer = new ConcurrentHashMap<>();

    public Watches(EventLoops loops, WatchServices services) {
        this.loops = loops;
        this.services = services;
    }

    /** Tells a watcher of a peer, now and at each change; from any event loop. */
    public Future<Void> watch(Watcher watcher, PeerKey peer) {
        Promise<Void> done = Promise.promise();
        EventLoop loop = loopOf(peer);
        loop.run(() -> {
            Watched watched = byPeer.computeIfAbsent(peer, absent -> new Watched());
            watched.watchers.add(watcher);
            PeerPresence known = watched.presence;
            if (known != null) {
                done.complete();
                tell(watcher, peer, known);
                return;
            }
            loop.on(services.watch(peer), answer -> {
                boolean isCurrent = byPeer.get(peer) == watched;
                if (answer.failed()) {
                    if (isCurrent) {
                        remove(watcher, peer);
                    }
                    done.fail(answer.cause());
                    return;
                }
                done.complete();
                if (isCurrent) {
                    news(peer, answer.result(), watched);
                } else {
                    // Nobody watches any more, and that may have been said before this was done.
                    forget(peer);
                }
            });
        });
        return done.future();
    }

    /** From any event loop. */
    public void unwatch(Watcher watcher, PeerKey peer) {
        loopOf(peer).run(() -> remove(watcher, peer));
    }

    private void remove(Watcher watcher, PeerKey peer) {
        Watched watched = byPeer.get(peer);
        if (watched != null && watched.watchers.remove(watcher) && watched.watchers.isEmpty()) {
            byPeer.remove(peer);
            forget(peer);
        }
    }

    private void forget(PeerKey peer) {
        services.unwatch(peer, () -> byPeer.containsKey(peer));
    }

    /** All that are watched now. */
    public Set<PeerKey> peers() {
        return Set.copyOf(byPeer.keySet());
    }

    /** Asks again for a peer in a store that may have forgotten who watches; from any event loop. */
    public Future<Void> renew(PeerKey peer) {
        Promise<Void> done = Promise.promise();
        EventLoop loop = loopOf(peer);
        loop.run(() -> {
            Watched watched = byPeer.get(peer);
            if (watched == null) {
                done.complete();
                return;
            }
            PeerPresence before = watched.presence;
            loop.on(services.watch(peer), answer -> {
                if (answer.failed()) {
                    done.fail(answer.cause());
                    return;
                }
                if (Objects.equals(watched.presence, before)) {
                    renewed(peer, answer.result(), watched);
                } else {
                    // The store has told of a change since: by its own versions the newer one counts.
                    news(peer, answer.result(), watched);
                }
                done.complete();
            });
        });
        return done.future();
    }

    /** The versions of a store that has lost its latest changes may be below those that are known. */
    private static void renewed(PeerKey peer, PeerPresence presence, Watched watched) {
        PeerPresence known = watched.presence;
        watched.presence = presence;
        if (known == null || known.state() != presence.state() || known.sessions() != presence.sessions()) {
            watched.watchers.forEach(watcher -> tell(watcher, peer, presence));
        }
    }

    /** A peer's presence has changed; from any event loop. */
    public void onEvent(PresenceEvent event) {
        loopOf(event.peer()).run(() -> {
            Watched watched = byPeer.get(event.peer());
            if (watched != null) {
                news(event.peer(), event.presence(), watched);
            }
        });
    }

    /** What is older than what is known came late and is void. */
    private static void news(PeerKey peer, PeerPresence presence, Watched watched) {
        PeerPresence known = watched.presence;
        if (known == null || presence.version() > known.version()) {
            watched.presence = presence;
            watched.watchers.forEach(watcher -> tell(watcher, peer, presence));
        }
    }

    private static void tell(Watcher watcher, PeerKey peer, PeerPresence presence) {
        watcher.loop().queue(() -> watcher.presenceChanged(peer, presence));
    }

    private EventLoop loopOf(PeerKey peer) {
        return loops.ofLane(BusAddresses.laneOf(peer));
    }
}
