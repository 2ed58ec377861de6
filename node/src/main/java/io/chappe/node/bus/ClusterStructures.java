package io.chappe.node.bus;

import com.hazelcast.config.Config;

/** What a node keeps in the cluster besides its membership: the maps and serializers of a store. */
@FunctionalInterface
public interface ClusterStructures {
    /** For a node that keeps nothing there. */
    ClusterStructures NONE = config -> {};

    /** Adds them to the configuration before Hazelcast starts; serializers cannot be added later. */
    void addTo(Config config);
}
