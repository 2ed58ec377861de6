package io.chappe.core.bus;

import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.SessionId;
import io.vertx.core.buffer.Buffer;

/** What a gateway asks of the presence service. All are idempotent. */
public sealed interface PresenceRequest {
    /** The node the request is from, as long as it holds its lease. */
    NodeLife home();

    /** Begins a lease. Answer: {@link PresenceAnswer.Leased}. */
    record OpenLease(NodeLife home) implements PresenceRequest {}

    /** Answer: {@link PresenceAnswer.Leased}, or {@link PresenceAnswer.LeaseLost}: the node must start a new life. */
    record RenewLease(NodeLife home) implements PresenceRequest {}

    /** The node ends; what it still holds is swept at once. Answer: {@link PresenceAnswer.Done}. */
    record CloseLease(NodeLife home) implements PresenceRequest {}

    /** A peer has one session more. Answer: {@link PresenceAnswer.Done} or {@link PresenceAnswer.LeaseLost}. */
    record AddSession(NodeLife home, PeerKey peer, SessionId session) implements PresenceRequest {}

    /** Answer: {@link PresenceAnswer.Done}. */
    record RemoveSession(NodeLife home, PeerKey peer, SessionId session) implements PresenceRequest {}

    /** The node wants to hear of a peer. Answer: {@link PresenceAnswer.Known} or {@link PresenceAnswer.LeaseLost}. */
    record Watch(NodeLife home, PeerKey peer) implements PresenceRequest {}

    /** Answer: {@link PresenceAnswer.Done}. */
    record Unwatch(NodeLife home, PeerKey peer) implements PresenceRequest {}

    default Buffer encode() {
        return PresenceRequestCodec.encode(this);
    }

    /**
     * @throws WireException for anything that is not one
     */
    static PresenceRequest decode(Buffer buffer) {
        return PresenceRequestCodec.decode(buffer);
    }
}
