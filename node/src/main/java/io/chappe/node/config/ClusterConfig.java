package io.chappe.node.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a node finds the others, and where they find it. Both ports must be reachable for all other nodes, for nobody else. */
public record ClusterConfig(
        @Setting(def = "chappe", help = "Name of the cluster; nodes with another name are not let in.")
        String name,

        @Setting(
                help =
                        "What this node is called where people read it; by default HOSTNAME of the environment, which is the"
                                + " pod's name on Kubernetes, else host and hazelcastPort.")
        @Nullable String nodeName,

        @Setting(
                def = "127.0.0.1",
                help = "Address of this node in the cluster: what it listens on and what it tells the others.")
        String host,

        @Setting(def = "5701", help = "Port of the cluster membership (Hazelcast).")
        int hazelcastPort,

        @Setting(def = "15701", help = "Port of the event bus, which carries the signals between nodes.")
        int busPort,

        @Nullable BusTlsConfig busTls,

        @Setting(
                def = "16777216",
                help =
                        "Bytes of one message on the event bus; who sends more is cut off. Above every room's roster, which"
                                + " is one message. The same on every node.")
        int maxFrameBytes,

        @Setting(
                def = "['127.0.0.1:5701']",
                help = "Where other members may be found, as host:hazelcastPort; one that lives is enough.")
        List<String> members,

        HeartbeatConfig heartbeat) {
    /** As long as the name of a pod may be. */
    private static final int LONGEST_NODE_NAME = 253;

    public ClusterConfig {
        Require.text("name", name);
        Require.text("host", host);
        Require.that(
                nodeName == null || (!nodeName.isBlank() && nodeName.length() <= LONGEST_NODE_NAME),
                "nodeName must have 1 to " + LONGEST_NODE_NAME + " characters; leave it out");
        Require.fixedPort("hazelcastPort", hazelcastPort);
        Require.fixedPort("busPort", busPort);
        Require.range("maxFrameBytes", maxFrameBytes, 1 << 20, 1 << 30);
        Require.that(hazelcastPort != busPort, "busPort must not be the hazelcastPort");
        members.forEach(member -> Require.that(
                member.matches(".+:[0-9]{1,5}"), "members must be host:port, '%s' is not".formatted(member)));
        members = List.copyOf(members);
    }
}
