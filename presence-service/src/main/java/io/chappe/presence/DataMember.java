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

    private final Vertx vertx;
    private final HazelcastInstance hazelcast;
    private volatile boolean safe;
    private volatile long ownedRooms;
    private volatile long ownedPeers;
    private long timer;
    private volatile Future<?> look = Future.succeededFuture();

    DataMember(Vertx vertx, HazelcastInstance hazelcast) {
        this.vertx = vertx;
        this.hazelcast = hazelcast;
    }

    void report(Operations operations) {
        MeterRegistry registry = operations.metrics();
        Gauge.builder("chappe.rooms", () -> ownedRooms)
                .description(
                        "Rooms that this node keeps, those just left too; the sum over the services is the cluster's")
                .register(registry);
        Gauge.builder("chappe.peers", () -> ownedPeers)
                .description("Peers that this node keeps, those just gone too; the sum is the cluster's")
                .register(registry);
        operations
                .health()
                .addReadiness(
                        "backups",
                        () -> safe ? Optional.empty() : Optional.of("the state is being copied between nodes"));
        timer = vertx.setPeriodic(0, LOOK_EVERY.toMillis(), tick -> look());
    }

    /** Completes when nothing of it asks the cluster any more, which a member that shuts down answers with an error. */
    Future<Void> close() {
        vertx.cancelTimer(timer);
        return look.otherwiseEmpty().mapEmpty();
    }

    private void look() {
        if (!look.isComplete()) {
            return;
        }
        look = vertx.executeBlocking(() -> {
            safe = hazelcast.getPartitionService().isClusterSafe();
            ownedRooms = HazelcastStores.ownedRooms(hazelcast);
            ownedPeers = HazelcastStores.ownedPeers(hazelcast);
            return null;
        });
        look.onFailure(cause -> safe = false);
    }
}
