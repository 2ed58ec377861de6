package io.chappe.presence.store.hazelcast;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.chappe.presence.store.StoreClock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Data members in this JVM, on free loopback ports. */
public final class TestMembers implements AutoCloseable {
    private final String cluster = "test-" + UUID.randomUUID();
    private final List<HazelcastInstance> members = new ArrayList<>();
    private final List<String> addresses = new ArrayList<>();

    /** Starts one more, which lives by this clock. */
    public HazelcastInstance start(StoreClock clock) {
        Config config = new Config()
                .setClusterName(cluster)
                .setProperty("hazelcast.logging.type", "slf4j")
                .setProperty("hazelcast.phone.home.enabled", "false")
                .setProperty("hazelcast.wait.seconds.before.join", "0")
                .setProperty("hazelcast.socket.bind.any", "false")
                .setProperty("hazelcast.shutdownhook.enabled", "false")
                .setProperty("hazelcast.partition.count", "31");
        config.getMetricsConfig().setEnabled(false);
        config.getNetworkConfig().setPort(0);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getTcpIpConfig().setEnabled(true).setMembers(addresses);
        HazelcastStores.configure(config);
        HazelcastInstance member = Hazelcast.newHazelcastInstance(config);
        member.getUserContext().put(HazelcastStores.CLOCK, clock);
        members.add(member);
        addresses.add(
                "127.0.0.1:" + member.getCluster().getLocalMember().getAddress().getPort());
        return member;
    }

    @Override
    public void close() {
        members.forEach(member -> member.getLifecycleService().terminate());
    }
}
