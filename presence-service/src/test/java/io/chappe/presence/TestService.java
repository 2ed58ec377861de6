package io.chappe.presence;

import static io.chappe.presence.Await.await;

import io.chappe.core.model.NodeId;
import io.chappe.node.config.ConfigLoader;
import io.chappe.presence.store.Stores;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
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
    private final JsonObject settings;
    private @Nullable PresenceService service;

    private TestService(NodeId id, Stores stores, JsonObject settings) {
        this.settings = settings;
        this.id = id;
        this.stores = stores;
    }

    static TestService start(Vertx vertx, String id, Stores stores) {
        return start(vertx, id, stores, settings());
    }

    static TestService start(Vertx vertx, String id, Stores stores, JsonObject settings) {
        TestService service = new TestService(new NodeId(id), stores, settings);
        await(vertx.deployVerticle(service));
        return service;
    }

    @Override
    public Future<?> start() {
        PresenceService opened = new PresenceService(
                vertx, stores, ConfigLoader.parse(PresenceConfig.class, settings.encode()), () -> gateways, meters);
        service = opened;
        return opened.open(id);
    }

    @Override
    public Future<?> stop() {
        return Objects.requireNonNull(service).close();
    }

    /** Webhooks may lead to this machine, and what fails is tried again soon. */
    static JsonObject settings() {
        return new JsonObject()
                .put("lease", LEASE.toSeconds() + "s")
                .put("roomMembers", ROOM_MEMBERS)
                .put("requests", 1_000)
                .put(
                        "webhooks",
                        new JsonObject()
                                .put("retryFirst", "10ms")
                                .put("retryMost", "50ms")
                                .put("timeout", "2s")
                                .put("scan", "500ms")
                                .put("allowHttp", true)
                                .put("allowTo", JsonArray.of("127.0.0.0/8")));
    }
}
