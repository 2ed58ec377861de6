package io.chappe.gateway;

import io.chappe.core.bus.TenantNotice;
import io.chappe.core.protocol.CloseCode;
import io.chappe.core.routing.Locator;
import io.chappe.core.routing.SignalRouter;
import io.chappe.gateway.call.CallNotes;
import io.chappe.gateway.call.CallTeller;
import io.chappe.gateway.cluster.ClusterSide;
import io.chappe.gateway.drain.Drain;
import io.chappe.gateway.drain.DrainCommands;
import io.chappe.gateway.drain.DrainOrders;
import io.chappe.gateway.limit.RefusalLog;
import io.chappe.gateway.listener.AddressLimits;
import io.chappe.gateway.listener.Edge;
import io.chappe.gateway.listener.Listener;
import io.chappe.gateway.listener.Pages;
import io.chappe.gateway.loop.EventLoop;
import io.chappe.gateway.loop.EventLoops;
import io.chappe.gateway.protocol.chappe.Greeting;
import io.chappe.gateway.protocol.chappe.IceResource;
import io.chappe.gateway.protocol.chappe.NativeAdapter;
import io.chappe.gateway.protocol.chappe.NativeMeters;
import io.chappe.gateway.quota.PeerLimit;
import io.chappe.gateway.quota.TenantLoads;
import io.chappe.gateway.quota.TenantMeters;
import io.chappe.gateway.room.Rooms;
import io.chappe.gateway.room.RosterMeters;
import io.chappe.gateway.session.Arrivals;
import io.chappe.gateway.session.Restoration;
import io.chappe.gateway.session.SessionLife;
import io.chappe.gateway.session.Sessions;
import io.chappe.gateway.socket.SocketLimits;
import io.chappe.gateway.socket.SocketMeters;
import io.chappe.gateway.socket.TlsEngine;
import io.chappe.gateway.tenant.Admissions;
import io.chappe.gateway.tenant.FailedAttempts;
import io.chappe.gateway.tenant.StoredTenants;
import io.chappe.gateway.tenant.TenantChanges;
import io.chappe.gateway.tenant.TenantCommands;
import io.chappe.gateway.tenant.TenantWatch;
import io.chappe.gateway.tenant.Tenants;
import io.chappe.gateway.token.Revocations;
import io.chappe.gateway.token.TokenChecks;
import io.chappe.gateway.watch.Watches;
import io.chappe.node.Build;
import io.chappe.node.NodeProcess;
import io.chappe.node.NodeService;
import io.chappe.node.bus.ClusterNode;
import io.chappe.node.operations.Health;
import io.chappe.node.operations.Operations;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gateway's process: it terminates client connections and passes signaling on. Stateless. */
public final class Gateway implements NodeService {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final long ROSTER_COMPARISON_MS = 10_000;

    private final Vertx vertx;
    private final GatewayConfig config;
    private final EventLoops loops;
    private final ClusterSide cluster;
    private final SessionLife life;
    private final Arrivals arrivals;
    private final SignalRouter router;
    private final Drain drain;
    private final Tenants tenants;
    private final Admissions admissions;
    private final RefusalLog refusals;
    private final SocketMeters socketMeters;
    private final NativeMeters nativeMeters;
    private final CallNotes calls;
    private final List<OpenListener> listeners = new ArrayList<>();

    private record OpenListener(EventLoop loop, Listener listener) {}

    public static void main(String[] args) {
        NodeProcess.gateway(GatewayConfig.class, Gateway::start).run(args);
    }

    private static Future<Gateway> start(GatewayConfig config, ClusterNode node, Operations operations) {
        return EventLoops.start(node.vertx(), ClusterNode.EVENT_LOOPS)
                .map(loops -> new Gateway(config, node, operations, loops))
                .compose(gateway -> gateway.readTenants(operations.metrics()))
                .compose(Gateway::listen);
    }

    private Gateway(GatewayConfig config, ClusterNode node, Operations operations, EventLoops loops) {
        MeterRegistry meters = operations.metrics();
        this.vertx = node.vertx();
        this.config = config;
        this.loops = loops;
        TokenChecks checks = new TokenChecks(vertx, meters);
        SocketLimits limits = config.limits();
        PeerLimit peerLimit = PeerLimit.of(limits.ratesPerPeer(), limits.messagesPerSecond(), limits.bytesPerSecond());
        TenantMeters tenantMeters = new TenantMeters(meters, config.metrics().tenants());
        TenantLoads loads = new TenantLoads(peerLimit, tenantMeters);
        this.tenants = new Tenants(config.tenants(), checks::of, loads);
        StoredTenants stored = new StoredTenants(tenants, meters);
        FailedAttempts failed = new FailedAttempts(config.limits().maxFailedAttempts(), meters);
        Revocations revocations = new Revocations();
        this.admissions = new Admissions(tenants, checks, failed, revocations, this::isNotified);
        this.refusals = new RefusalLog();
        this.socketMeters = new SocketMeters(meters, refusals);
        this.nativeMeters = new NativeMeters(meters);
        this.calls = new CallNotes(meters);
        this.cluster = new ClusterSide(node, loops, tenants::leaseFault, tenants, loads, meters);
        RosterMeters rosterMeters = new RosterMeters(meters);
        Rooms rooms = new Rooms(loops, cluster.rooms(), admissions, rosterMeters);
        Watches watches = new Watches(loops, cluster.watches());
        Sessions sessions = new Sessions(rooms, cluster.standing(), meters);
        this.life = new SessionLife(cluster.sessions(), sessions);
        this.arrivals = new Arrivals(node.id(), cluster.sessions(), sessions, rooms, watches, life);
        this.router = new SignalRouter(node.id(), sessions, cluster.relay(), counting(rosterMeters, cluster.locator()));
        Restoration restoration = new Restoration(loops.all().get(0), life, sessions, rooms, watches);
        this.drain = new Drain(loops.all().get(0), sessions.all(), config.drain(), meters);
        CallTeller callTeller = new CallTeller(calls, cluster::noteCalls);
        loops.all().get(0).every(CallTeller.TELL_MS, callTeller::tick);
        String version = Build.version();
        cluster.report(new OwnReport(version, sessions, socketMeters, rooms, drain, nativeMeters));
        cluster.open(
                sessions,
                life,
                rooms,
                watches,
                restoration,
                List.of(new RevocationReader(revocations, life), new TenantReader(stored, this::endOrphans)),
                () -> sessions.releaseAll(CloseCode.SERVICE_RESTART));
        DrainCommands.add(operations, drain);
        DrainOrders.take(vertx.eventBus(), node.id(), drain);
        TenantCommands.add(
                operations, tenants, stored, new TenantChanges(tenants, stored, this::write, cluster::lease));
        rooms.startComparing(ROSTER_COMPARISON_MS);
        vertx.setPeriodic(RefusalLog.TELL_EVERY.toMillis(), minute -> refusals.tellUnwritten());
        addReadiness(operations.health());
    }

    private static Locator counting(RosterMeters meters, Locator locator) {
        return (peer, session) -> {
            meters.miss();
            return locator.locate(peer, session);
        };
    }

    private void addReadiness(Health health) {
        health.addReadiness("lease", cluster::problem);
        health.addReadiness("notices", cluster::noticesProblem);
        health.addReadiness("bus", cluster::busProblem);
        health.addReadiness("drain", drain::problem);
    }

    private boolean isNotified() {
        return cluster.isNotified();
    }

    private Future<Void> write(TenantNotice tenant, Duration keep) {
        return cluster.put(tenant.subject(), tenant.text(), keep);
    }

    /** Of a tenant that is gone. */
    private void endOrphans() {
        life.revokeIf(session -> !tenants.has(session.tenant()));
    }

    private Future<Gateway> readTenants(MeterRegistry meters) {
        Path file = config.tenantsFile();
        return file == null
                ? Future.succeededFuture(this)
                : TenantWatch.start(vertx, file, tenants, this::endOrphans, meters)
                        .map(this);
    }

    /** Each event loop has its share of each port. A tenant of which it has not heard yet may have an origin. */
    private Future<Gateway> listen() {
        Greeting greeting =
                new Greeting(admissions, config.chappe(), config.limits().maxMessageBytes());
        Pages pages = Pages.load();
        AddressLimits addresses = new AddressLimits(config.limits());
        List<Future<?>> opening = new ArrayList<>();
        for (EventLoop loop : loops.all()) {
            Edge edge = new Edge(
                    config.limits(),
                    origin -> !isNotified() || tenants.isKnownOrigin(origin),
                    () -> !drain.isDraining(),
                    addresses,
                    List.of(new NativeAdapter(loop, greeting, arrivals, life, router, nativeMeters, calls, refusals)),
                    List.of(new IceResource(loop, greeting)),
                    pages,
                    socketMeters);
            for (var listener : config.listeners()) {
                opening.add(on(loop, () -> Listener.start(vertx, loop.timers(), listener, edge))
                        .onSuccess(open -> opened(loop, open)));
            }
        }
        return Future.all(opening).map(this).onSuccess(gateway -> gateway.tellListeners());
    }

    /** Of each port one event loop's share is enough. */
    private synchronized void tellListeners() {
        EventLoop first = loops.all().get(0);
        listeners.stream()
                .filter(open -> open.loop == first)
                .forEach(open -> LOG.info("listening on {}", open.listener));
        if (listeners.stream().anyMatch(open -> open.listener.isSecure())) {
            LOG.info("TLS by {}", TlsEngine.description());
        }
    }

    private synchronized void opened(EventLoop loop, Listener listener) {
        listeners.add(new OpenListener(loop, listener));
    }

    /** Lets its clients move to other gateways first. */
    @Override
    public Future<Void> close() {
        return drain.startForGood()
                .compose(drained -> closeListeners())
                .onComplete(closed -> refusals.tellUnwritten())
                .transform(closed -> cluster.close());
    }

    @Override
    public Duration closeLimit() {
        return config.drain().deadline();
    }

    private synchronized Future<?> closeListeners() {
        List<Future<Void>> closing = new ArrayList<>();
        listeners.forEach(open -> closing.add(on(open.loop, open.listener::close)));
        return Future.join(closing);
    }

    private static <T> Future<T> on(EventLoop loop, Supplier<Future<T>> task) {
        Promise<T> result = Promise.promise();
        loop.queue(() -> task.get().onComplete(result));
        return result.future();
    }
}
