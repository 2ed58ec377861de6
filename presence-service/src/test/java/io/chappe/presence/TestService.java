package io.chappe.presence;

import static io.chappe.presence.Await.await;

import io.chappe.core.model.NodeId;
import io.chappe.node.config.ConfigLoader;
import io.chappe.presence.store.Stores;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A presence-service on an event loop of its own, over a store of the test's choice. */
final class TestService extends VerticleBase {
    static final Duration LEASE = Duration.ofSeconds(5);
    static final int ROOM_MEMBERS = 310;

    final NodeId id;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    /** That it believes to be in the cluster. */
    volatile Set<NodeId> gateways = Set.of();

    private final Stores stores;
    private @Nullable PresenceService service;

    private TestService(NodeId id, Stores stores) {
        this.id = id;
        this.stores = stores;
    }

    static TestService start(Vertx vertx, String id, Stores stores) {
        TestService service = new TestService(new NodeId(id), stores);
        await(vertx.deployVerticle(service));
        return service;
    }

    @Override
    public Future<?> start() {
        PresenceService opened = new PresenceService(vertx, stores, settings(), () -> gateways, meters);
        service = opened;
        return opened.open(id);
    }

    @Override
    public Future<?> stop() {
        return Objects.requireNonNull(service).close();
    }

    private static PresenceConfig settings() {
        return ConfigLoader.parse(PresenceConfig.class, """
                {lease: %ds, roomMembers: %d, requests: 1000,
                 webhooks: {retryFirst: 10ms, retryMost: 50ms, giveUpAfter: 1m, timeout: 2s, scan: 500ms, allowHttp: true,
                   allowTo: ['127.0.0.0/8']}}
                """.formatted(LEASE.toSeconds(), ROOM_MEMBERS));
    }
}
