package io.chappe.gateway.cluster;

import io.chappe.core.bus.Bundle;
import io.chappe.core.bus.BusAddresses;
import io.chappe.core.model.NodeId;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import java.util.List;

/** Puts bundles on the bus: all from this gateway to another on one lane, so that they keep their order. */
final class BundleSender {
    private final NodeId self;
    private final EventBus bus;
    private final RelayMeters meters;

    BundleSender(NodeId self, EventBus bus, RelayMeters meters) {
        this.self = self;
        this.bus = bus;
        this.meters = meters;
    }

    /** Succeeds when it was written to the other node's connection. */
    Future<Void> send(NodeId node, List<Bundle.Item> items) {
        meters.bundle();
        return bus.sender(BusAddresses.gateway(node, BusAddresses.laneOf(self)))
                .write(new Bundle(self, items).encode());
    }

    /** So many of the items were not taken. */
    void failed() {
        meters.failed();
    }
}
