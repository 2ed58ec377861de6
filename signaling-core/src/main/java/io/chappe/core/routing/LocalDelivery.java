package io.chappe.core.routing;

import io.chappe.core.bus.Delivery;
import io.chappe.core.bus.Envelope;
import io.chappe.core.bus.Receipt;
import io.vertx.core.Future;

/** Delivers envelopes to the sockets of this node; in order for one sender and one target. */
public interface LocalDelivery {
    /** Never fails, and says by its deadline what became of it. May be called from any event loop. */
    Future<Delivery> deliver(Envelope envelope);

    /** Takes an acknowledgement to the session that waits for it; from any event loop. */
    void confirm(Receipt receipt);
}
