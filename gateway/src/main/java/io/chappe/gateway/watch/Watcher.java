package io.chappe.gateway.watch;

import io.chappe.core.bus.PeerPresence;
import io.chappe.core.model.PeerKey;
import io.chappe.gateway.loop.EventLoop;

/** A session that watches peers. */
public interface Watcher {
    /** Where it is told. */
    EventLoop loop();

    void presenceChanged(PeerKey peer, PeerPresence presence);
}
