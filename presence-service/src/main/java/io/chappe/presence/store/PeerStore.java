package io.chappe.presence.store;

import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.SessionId;
import io.vertx.core.Future;

/**
 * Which peers have sessions, and which nodes watch them. A peer exists while it has a session or is watched.
 *
 * <p>Operations are atomic, idempotent, in order and limited in time like those of {@link RoomStore}.
 */
public interface PeerStore {
    /** Adds a session; one that is there from another home moves to the new one. */
    Future<PeerChange> add(PeerKey peer, SessionId session, Ticket ticket);

    /** Removes a session if it is there from this home. */
    Future<PeerChange> remove(PeerKey peer, SessionId session, NodeLife home);

    /** Adds a watching node. */
    Future<PeerChange> watch(PeerKey peer, Ticket ticket);

    Future<PeerChange> unwatch(PeerKey peer, NodeLife watcher);

    /** Removes all sessions and the watch of this node's life, in one change. */
    Future<PeerChange> removeNode(PeerKey peer, NodeLife life);
}
