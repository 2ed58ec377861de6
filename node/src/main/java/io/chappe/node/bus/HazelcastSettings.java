package io.chappe.node.bus;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.spi.properties.ClusterProperty;
import com.hazelcast.spi.properties.HazelcastProperty;
import io.chappe.node.config.ClusterConfig;
import java.time.Duration;
import java.util.List;

/** The whole Hazelcast configuration of a node; no file and no discovery of its own adds to it. */
final class HazelcastSettings {
    /** How long a leaving data member hands over its partitions; shorter than the 20 s a process has to end. */
    private static final Duration GRACEFUL_SHUTDOWN = Duration.ofSeconds(15);

    /**
     * How soon two halves of a cluster that were started or cut apart look for each other; the default is 5 min. They find
     * each other the second time, and until then a gateway does not hear of a presence-service that is back.
     */
    private static final Duration MERGE_DELAY = Duration.ofSeconds(1);

    private final ClusterConfig cluster;
    private final Config config = new Config();

    private HazelcastSettings(ClusterConfig cluster) {
        this.cluster = cluster;
    }

    static Config of(ClusterConfig cluster, Role role) {
        HazelcastSettings settings = new HazelcastSettings(cluster);
        settings.config
                .setClusterName(cluster.name())
                .setLiteMember(role == Role.GATEWAY)
                .setMemberAttributeConfig(MemberAttributes.of(cluster, role));
        settings.config.getMetricsConfig().setEnabled(false);
        settings.network();
        settings.properties();
        settings.structures();
        return settings.config;
    }

    private void network() {
        NetworkConfig network =
                config.getNetworkConfig().setPort(cluster.hazelcastPort()).setPortAutoIncrement(false);
        network.getInterfaces().setEnabled(true).addInterface(cluster.host());
        JoinConfig join = network.getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true).setMembers(cluster.members());
    }

    private void properties() {
        set(ClusterProperty.SOCKET_BIND_ANY, false);
        set(ClusterProperty.LOGGING_TYPE, "slf4j");
        set(ClusterProperty.LOGGING_ENABLE_DETAILS, false);
        set(ClusterProperty.PHONE_HOME_ENABLED, false);
        set(ClusterProperty.WAIT_SECONDS_BEFORE_JOIN, 0);
        // One that has left finds the way back by itself; knocking at one that is frozen costs an IO thread.
        set(ClusterProperty.TCP_PREVIOUSLY_JOINED_MEMBER_ADDRESS_RETENTION_DURATION, 0);
        set(
                ClusterProperty.HEARTBEAT_INTERVAL_SECONDS,
                cluster.heartbeat().interval().toSeconds());
        set(
                ClusterProperty.MAX_NO_HEARTBEAT_SECONDS,
                cluster.heartbeat().timeout().toSeconds());
        set(ClusterProperty.GRACEFUL_SHUTDOWN_MAX_WAIT, GRACEFUL_SHUTDOWN.toSeconds());
        set(ClusterProperty.MERGE_FIRST_RUN_DELAY_SECONDS, MERGE_DELAY.toSeconds());
        set(ClusterProperty.MERGE_NEXT_RUN_DELAY_SECONDS, MERGE_DELAY.toSeconds());
    }

    /** Vert.x' default file would bring these; a configuration made in code has to. */
    private void structures() {
        config.addMultiMapConfig(new MultiMapConfig("__vertx.subs")
                .setBackupCount(1)
                .setValueCollectionType(MultiMapConfig.ValueCollectionType.SET));
        List.of("__vertx.haInfo", "__vertx.nodeInfo")
                .forEach(name -> config.addMapConfig(new MapConfig(name).setBackupCount(1)));
    }

    private void set(HazelcastProperty property, Object value) {
        config.setProperty(property.getName(), value.toString());
    }
}
