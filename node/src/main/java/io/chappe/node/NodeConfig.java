package io.chappe.node;

import io.chappe.node.config.ClusterConfig;
import io.chappe.node.config.OperationsConfig;

/** What the configuration record of every kind of node has. */
public interface NodeConfig {
    ClusterConfig cluster();

    OperationsConfig operations();
}
