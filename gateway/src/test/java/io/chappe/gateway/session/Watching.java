package io.chappe.gateway.session;

import io.chappe.core.bus.PeerPresence;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.TenantId;
import io.chappe.gateway.loop.EventLoop;
import io.chappe.gateway.loop.EventLoops;
import io.chappe.gateway.watch.WatchServices;
import io.chappe.gateway.watch.Watcher;
import io.chappe.gateway.watch.Watches;
import io.vertx.core.Future;
import java.util.function.BooleanSupplier;

/** What sessions of tests have that watch nobody. */
final class Watching {
    private Watching() {}

    static WatchedPeers nobody(EventLoops loops, TenantId tenant) {
        return new WatchedPeers(new Nobody(loops.all().get(0)), tenant, new Watches(loops, new NoServices()));
    }

    private record Nobody(EventLoop loop) implements Watcher {
        @Override
        public void presenceChanged(PeerKey peer, PeerPresence presence) {
            throw new AssertionError("nobody is watched");
        }
    }

    private static final class NoServices implements WatchServices {
        @Override
        public Future<PeerPresence> watch(PeerKey peer) {
            return Future.failedFuture(new AssertionError("nobody is watched"));
        }

        @Override
        public void unwatch(PeerKey peer, BooleanSupplier isWatched) {
            throw new AssertionError("nobody is watched");
        }
    }
}
