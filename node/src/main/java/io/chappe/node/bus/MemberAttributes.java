package io.chappe.node.bus;

import com.hazelcast.cluster.Member;
import com.hazelcast.config.MemberAttributeConfig;
import io.chappe.core.bus.WireVersion;
import io.chappe.core.model.NodeId;
import io.chappe.node.Build;
import io.chappe.node.config.ClusterConfig;
import io.vertx.core.spi.cluster.NodeInfo;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a node tells the others about itself as part of its membership. It is there as long as the member is, and needs no
 * map that could be lost with the last data member.
 */
final class MemberAttributes {
    /** Set by Vert.x' own cluster manager, before it starts Hazelcast. */
    private static final String NODE_ID = "__vertx.nodeId";

    private static final String ROLE = "chappe.role";
    private static final String WIRE_VERSION = "chappe.wire";
    private static final String BUILD = "chappe.build";
    private static final String NAME = "chappe.name";
    private static final String BUS_HOST = "chappe.bus.host";
    private static final String BUS_PORT = "chappe.bus.port";

    private MemberAttributes() {}

    static MemberAttributeConfig of(ClusterConfig config, Role role) {
        return new MemberAttributeConfig()
                .setAttribute(ROLE, role.name())
                .setAttribute(WIRE_VERSION, Integer.toString(WireVersion.newest()))
                .setAttribute(BUILD, Build.version())
                .setAttribute(NAME, name(config))
                .setAttribute(BUS_HOST, config.host())
                .setAttribute(BUS_PORT, Integer.toString(config.busPort()));
    }

    static String name(ClusterConfig config) {
        String configured = config.nodeName();
        String machine = configured == null ? System.getenv("HOSTNAME") : configured;
        return machine == null || machine.isBlank() ? config.host() + ":" + config.hazelcastPort() : machine;
    }

    /** Null for a foreign member, such as a management tool's. */
    static @Nullable String nodeId(Member member) {
        return member.getAttribute(NODE_ID);
    }

    static NodeInfo bus(Member member) {
        return new NodeInfo(member.getAttribute(BUS_HOST), Integer.parseInt(member.getAttribute(BUS_PORT)), null);
    }

    /** What a node reads of the others. */
    static int wireVersion(Member member) {
        String version = member.getAttribute(WIRE_VERSION);
        return version == null ? 1 : Integer.parseInt(version);
    }

    /** One of an older build does not tell all. */
    private static String told(Member member, String attribute) {
        String value = member.getAttribute(attribute);
        return value == null ? "unknown" : value;
    }

    /** The node behind a member; empty for a foreign one, such as a management tool's. */
    static Optional<ClusterMember> node(Member member) {
        String id = member.getAttribute(NODE_ID);
        String role = member.getAttribute(ROLE);
        return id == null || role == null
                ? Optional.empty()
                : Optional.of(
                        new ClusterMember(new NodeId(id), Role.valueOf(role), told(member, BUILD), told(member, NAME)));
    }
}
