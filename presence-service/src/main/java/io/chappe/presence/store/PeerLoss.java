package io.chappe.presence.store;

import io.chappe.core.model.SessionId;
import java.util.Map;

/**
 * What the loss of a node's life did to a peer.
 *
 * @param sessions the records that are still of that life; those that are over wait for the caller to dispose of them
 */
public record PeerLoss(PeerChange change, Map<SessionId, SessionRecord> sessions) {}
