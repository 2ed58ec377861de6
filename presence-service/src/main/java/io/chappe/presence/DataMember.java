package io.chappe.presence;

import com.hazelcast.core.HazelcastInstance;
import io.chappe.node.operations.Operations;
import io.chappe.presence.store.hazelcast.HazelcastStores;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;

/** This node's part in keeping the state: what it owns, and whether every entry has its backup. */
final class DataMember {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    private final HazelcastInstance hazelcast;
    private volatile boolean safe;
    private volatile long ownedRooms;
    private volatile long ownedPeers;
    private boolean looking;

    DataMember(HazelcastInstance hazelcast) {
        this.hazelcast = hazelcast;
    }

    void report(Vertx vertx, Operations operations) {
        MeterRegistry registry = operations.metrics();
        Gauge.builder("chappe.rooms", () -> ownedRooms)
                .description("Rooms that this node owns; the sum over the services is the cluster's")
                .register(registry);
        Gauge.builder("chappe.peers", () -> ownedPeers)
                .description("Peers with sessions or watchers that this node owns; the sum is the cluster's")
                .register(registry);
        operations
                .health()
                .addReadiness(
                        "backups",
                        () -> safe ? Optional.empty() : Optional.of("the state is being copied between nodes"));
        vertx.setPeriodic(0, LOOK_EVERY.toMillis(), tick -> look(vertx));
    }

    private void look(Vertx vertx) {
        if (looking) {
            return;
        }
        looking = true;
        Future<Void> look = vertx.executeBlocking(() -> {
            safe = hazelcast.getPartitionService().isClusterSafe();
            ownedRooms = HazelcastStores.ownedRooms(hazelcast);
            ownedPeers = HazelcastStores.ownedPeers(hazelcast);
            return null;
        });
        look.onComplete(done -> {
            looking = false;
            if (done.failed()) {
                safe = false;
            }
        });
    }
}
