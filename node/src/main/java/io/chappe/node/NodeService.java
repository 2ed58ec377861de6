package io.chappe.node;

import io.chappe.node.bus.ClusterNode;
import io.chappe.node.operations.Operations;
import io.vertx.core.Future;
import java.time.Duration;

/** What makes a node a gateway or a presence-service, once it has joined and has its operations port. */
public interface NodeService {
    /** Lets go of what it holds, in order. The cluster and the operations port are still there; they are closed after. */
    Future<Void> close();

    /** How long {@link #close} may take before the rest is closed without it. */
    default Duration closeLimit() {
        return Duration.ZERO;
    }

    /** Starts the service of a node. */
    @FunctionalInterface
    interface Starter<C extends Record & NodeConfig> {
        /** Runs on the node's event loop; a failure, thrown or in the future, ends the process. */
        Future<? extends NodeService> start(C config, ClusterNode node, Operations operations);
    }
}
