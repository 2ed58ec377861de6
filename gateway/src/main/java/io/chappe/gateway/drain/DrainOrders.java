package io.chappe.gateway.drain;

import io.chappe.core.bus.BusAddresses;
import io.chappe.core.bus.NodeOrder;
import io.chappe.core.bus.WireException;
import io.chappe.core.model.NodeId;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The same commands by the bus, from administrators who reach the presence-services only. */
public final class DrainOrders {
    private static final Logger LOG = LoggerFactory.getLogger(DrainOrders.class);

    private final Drain drain;

    private DrainOrders(Drain drain) {
        this.drain = drain;
    }

    public static void take(EventBus bus, NodeId self, Drain drain) {
        DrainOrders orders = new DrainOrders(drain);
        bus.<Buffer>consumer(BusAddresses.orders(self), orders::take);
    }

    private void take(Message<Buffer> message) {
        try {
            NodeOrder order = NodeOrder.decode(message.body());
            LOG.info("an administrator orders: {}", order);
            run(order);
        } catch (WireException e) {
            LOG.warn("an order was dropped: {}", e.getMessage());
            return;
        }
        drain.progress().onSuccess(now -> message.reply(now.encode()));
    }

    private void run(NodeOrder order) {
        switch (order.action()) {
            case DRAIN -> drain.start();
            case UNDO -> drain.undo();
            case REBALANCE -> drain.shed(order.share());
        }
    }
}
