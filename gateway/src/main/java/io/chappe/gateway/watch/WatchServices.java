package io.chappe.gateway.watch;

import io.chappe.core.bus.PeerPresence;
import io.chappe.core.model.PeerKey;
import io.vertx.core.Future;
import java.util.function.BooleanSupplier;

/** The presence service, as watches need it. From any event loop; the answers come on any. */
public interface WatchServices {
    /** Has this node told of a peer's changes; fails with a {@link io.chappe.gateway.room.RefusedException}. */
    Future<PeerPresence> watch(PeerKey peer);

    /**
     * No more, please; nobody waits for it, and it may be said late.
     *
     * @param isWatched whether somebody watches the peer again: then it is not said
     */
    void unwatch(PeerKey peer, BooleanSupplier isWatched);
}
