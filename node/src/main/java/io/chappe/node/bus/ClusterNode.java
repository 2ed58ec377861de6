package io.chappe.node.bus;

import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import io.chappe.core.bus.WireVersion;
import io.chappe.core.model.NodeId;
import io.chappe.node.Build;
import io.chappe.node.config.BusTlsConfig;
import io.chappe.node.config.ClusterConfig;
import io.chappe.node.config.ListenAddress;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** This process as a member of the cluster: its Vert.x with the clustered event bus, its id, and the other members. */
public final class ClusterNode {
    /**
     * Event loops of a node: one a core. With Vert.x' two, every other signal changes threads on its way, and the two
     * take turns on the core only when the kernel says so.
     */
    public static final int EVENT_LOOPS = Runtime.getRuntime().availableProcessors();

    private static final long BUS_PING_MS = 5_000;
    private static final int BUS_CONNECT_TIMEOUT_MS = 5_000;

    /**
     * Longer than a ping and the wait for its answer. After those Vert.x closes a silent connection, too, but behind all
     * that is written to it: a full one stays until the network lets go of it, up to half a minute later.
     */
    private static final int BUS_SILENCE_MS = 11_000;

    private final Vertx vertx;
    private final DirectAddressing addressing;
    private final ClusterConfig config;
    private final HazelcastInstance hazelcast;
    private final ClusterMember self;
    private final Membership membership;
    private final FrameLimit limit;

    private ClusterNode(Vertx vertx, DirectAddressing addressing, Role role, ClusterConfig config, FrameLimit limit) {
        limit.guard(vertx.eventBus());
        this.limit = limit;
        this.vertx = vertx;
        this.addressing = addressing;
        this.config = config;
        this.hazelcast = addressing.getHazelcastInstance();
        this.self = new ClusterMember(
                new NodeId(((VertxInternal) vertx).clusterManager().getNodeId()),
                role,
                Build.version(),
                MemberAttributes.name(config));
        this.membership = HazelcastMembership.of(vertx, hazelcast);
        membership.listen(new MembershipListener() {
            @Override
            public void left(ClusterMember member) {
                addressing.forget(member.id());
            }
        });
    }

    /**
     * Joins the cluster, or founds it when no other member is found. A gateway may come before any presence-service:
     * it then waits as a member, which {@link #problem()} tells. Not for an event loop.
     *
     * @return the node; when it fails, all that was started is closed again
     * @throws io.chappe.node.config.ConfigException when a port is taken or the host is not this machine's
     */
    public static Future<ClusterNode> join(ClusterConfig config, Role role) {
        return join(config, role, ClusterStructures.NONE);
    }

    /**
     * Joins like {@link #join(ClusterConfig, Role)}.
     *
     * @param structures what the node's store keeps in the cluster
     */
    public static Future<ClusterNode> join(ClusterConfig config, Role role, ClusterStructures structures) {
        ListenAddress.requireFree(config.host(), config.hazelcastPort(), "cluster.hazelcastPort");
        ListenAddress.requireFree(config.host(), config.busPort(), "cluster.busPort");
        Config settings = HazelcastSettings.of(config, role);
        structures.addTo(settings);
        DirectAddressing addressing = new DirectAddressing(settings);
        FrameLimit limit = new FrameLimit(config.maxFrameBytes());
        return Vertx.builder()
                .with(options(config))
                .withTransport(new BusTransport(config.busPort(), limit))
                .withClusterManager(addressing)
                .buildClustered()
                .map(vertx -> new ClusterNode(vertx, addressing, role, config, limit));
    }

    private static VertxOptions options(ClusterConfig config) {
        EventBusOptions bus = new EventBusOptions()
                .setHost(config.host())
                .setPort(config.busPort())
                .setConnectTimeout(BUS_CONNECT_TIMEOUT_MS)
                .setClusterPingInterval(BUS_PING_MS)
                .setClusterPingReplyInterval(BUS_PING_MS);
        bus.setReadIdleTimeout(BUS_SILENCE_MS).setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        BusTlsConfig tls = config.busTls();
        if (tls != null) {
            // Names are not compared: who has a certificate of this authority is a node.
            bus.setSsl(true)
                    .setClientAuth(ClientAuth.REQUIRED)
                    .setKeyCertOptions(tls.own())
                    .setTrustOptions(tls.trusted());
        }
        return new VertxOptions()
                .setEventBusOptions(bus)
                .setEventLoopPoolSize(EVENT_LOOPS)
                .setBlockedThreadCheckInterval(1)
                .setBlockedThreadCheckIntervalUnit(TimeUnit.SECONDS);
    }

    public Vertx vertx() {
        return vertx;
    }

    /** Random, new with every start of the process. */
    public NodeId id() {
        return self.id();
    }

    public Role role() {
        return self.role();
    }

    public Membership membership() {
        return membership;
    }

    /** Looks up anew where another node's addresses are; what is under way stays. From any thread. */
    public void forgetRoutesTo(NodeId other) {
        addressing.forget(other);
    }

    /** How long a node that is dead may still be a member. */
    public Duration memberTimeout() {
        return config.heartbeat().timeout();
    }

    /** For the presence-service's store only; everything else goes over the event bus. */
    public HazelcastInstance hazelcast() {
        return hazelcast;
    }

    /** Counts what the node itself has to count. */
    public void bindTo(MeterRegistry meters) {
        Gauge.builder("chappe.wire.version", WireVersion::written)
                .description("The version in which this node writes to others: the lowest that a live node reads")
                .register(meters);
        for (Role role : Role.values()) {
            Gauge.builder("chappe.members", () -> membership.members(role).size())
                    .description("Nodes of a role that are in the cluster, as this node sees it, itself too")
                    .tag("role", role.word())
                    .register(meters);
        }
        refused("in", limit, FrameLimit::refusedIn).register(meters);
        refused("out", limit, FrameLimit::refusedOut).register(meters);
    }

    private static FunctionCounter.Builder<FrameLimit> refused(
            String direction, FrameLimit limit, ToDoubleFunction<FrameLimit> count) {
        return FunctionCounter.builder("chappe.bus.refused", limit, count)
                .description("Messages on the event bus that were too long")
                .tag("direction", direction);
    }

    /** Why this node is not a working part of a cluster now, in a few words; empty when it is. Never blocks. */
    public Optional<String> problem() {
        if (!hazelcast.getLifecycleService().isRunning()) {
            return Optional.of("the cluster membership has ended");
        }
        return membership.members(Role.PRESENCE).isEmpty()
                ? Optional.of("no presence-service is in the cluster")
                : Optional.empty();
    }

    /** Leaves the cluster in order (a data member hands its partitions over first) and ends Vert.x with all it runs. */
    public Future<Void> close() {
        return vertx.close();
    }
}
