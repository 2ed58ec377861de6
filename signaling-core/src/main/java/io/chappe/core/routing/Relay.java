package io.chappe.core.routing;

import io.chappe.core.bus.Delivery;
import io.chappe.core.bus.Envelope;
import io.chappe.core.bus.Receipt;
import io.chappe.core.model.NodeId;
import io.vertx.core.Future;

/** Carries envelopes to other nodes; in order for one sender and one node. */
public interface Relay {
    /**
     * Never fails, and says within the time what became of it: {@code TIMEOUT} means that nobody knows,
     * {@code QUEUE_FULL} that too much is under way to that node, {@code UNAVAILABLE} that it can't be reached.
     */
    Future<Delivery> deliver(NodeId node, Envelope envelope, int timeoutMs);

    /** The same for what nobody waits for: what cannot be carried is counted and dropped. */
    void send(NodeId node, Envelope envelope);

    /** The same for an acknowledgement: a sender that misses it sends again. */
    void send(NodeId node, Receipt receipt);
}
