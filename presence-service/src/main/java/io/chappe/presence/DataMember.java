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
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** This node's part in keeping the state: what it owns, and whether that has its backups. */
final class DataMember {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final HazelcastInstance hazelcast;
    private final boolean keepsState;
    private volatile boolean safe;
    private volatile long ownedRooms;
    private volatile long ownedPeers;
    private long timer;
    private volatile Future<?> look = Future.succeededFuture();

    /**
     * @param keepsState whether the store is here too, and not only what the event bus needs
     */
    DataMember(Vertx vertx, HazelcastInstance hazelcast, boolean keepsState) {
        this.vertx = vertx;
        this.hazelcast = hazelcast;
        this.keepsState = keepsState;
    }

    void report(Operations operations) {
        if (keepsState) {
            count(operations.metrics());
        }
        operations
                .health()
                .addReadiness(
                        "backups",
                        () -> safe ? Optional.empty() : Optional.of("the state is being copied between nodes"));
        timer = vertx.setPeriodic(0, LOOK_EVERY.toMillis(), tick -> look());
    }

    private void count(MeterRegistry registry) {
        Gauge.builder("chappe.rooms", () -> ownedRooms)
                .description(
                        "Rooms that this node keeps, those just left too; the sum over the services is the cluster's")
                .register(registry);
        Gauge.builder("chappe.peers", () -> ownedPeers)
                .description("Peers that this node keeps, those just gone too; the sum is the cluster's")
                .register(registry);
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
        Callable<@Nullable Void> looking = () -> {
            // Not whether the cluster is: that asks all nodes, and those wait for the master in threads that they need.
            safe = hazelcast.getPartitionService().isLocalMemberSafe();
            if (keepsState) {
                ownedRooms = HazelcastStores.ownedRooms(hazelcast);
                ownedPeers = HazelcastStores.ownedPeers(hazelcast);
            }
            return null;
        };
        // Not in turn: nothing else is to wait for one that hangs.
        look = vertx.executeBlocking(looking, false);
        look.onFailure(cause -> safe = false);
    }
}
