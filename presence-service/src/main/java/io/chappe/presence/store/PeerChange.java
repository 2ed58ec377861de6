package io.chappe.presence.store;

import io.chappe.core.bus.PeerPresence;
import io.chappe.core.model.NodeId;
import java.util.List;
import java.util.Set;

/**
 * What an operation did to a peer.
 *
 * @param presence afterwards
 * @param changed whether the presence is another than before
 * @param watchers the nodes that want to hear of it
 * @param released the holds that nothing stands on any more; the caller removes them from the nodes' records
 */
public record PeerChange(
        Verdict verdict, PeerPresence presence, boolean changed, Set<NodeId> watchers, List<Hold> released) {}
