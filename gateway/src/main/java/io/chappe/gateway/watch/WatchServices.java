package io.chappe.gateway.watch;

import io.chappe.core.bus.PeerPresence;
import io.chappe.core.model.PeerKey;
import io.vertx.core.Future;

/** The presence service, as watches need it. From any event loop; the answers come on any. */
public interface WatchServices {
    /** Has this node told of a peer's changes; fails with a {@link io.chappe.gateway.room.RefusedException}. */
    Future<PeerPresence> watch(PeerKey peer);

    /** No more, please; nobody waits for it. */
    void unwatch(PeerKey peer);
}
