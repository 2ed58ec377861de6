package io.chappe.gateway.cluster;

import io.chappe.core.bus.BusAddresses;
import io.chappe.core.bus.CallFact;
import io.chappe.core.bus.NodeReport;
import io.chappe.core.bus.PresenceAnswer;
import io.chappe.core.bus.Probe;
import io.chappe.core.bus.WireVersion;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.TenantId;
import io.chappe.core.routing.Locator;
import io.chappe.core.routing.Relay;
import io.chappe.gateway.loop.EventLoops;
import io.chappe.gateway.quota.Quotas;
import io.chappe.gateway.quota.TenantLoads;
import io.chappe.gateway.room.RoomServices;
import io.chappe.gateway.room.Rooms;
import io.chappe.gateway.session.Restoration;
import io.chappe.gateway.session.SessionLife;
import io.chappe.gateway.session.SessionServices;
import io.chappe.gateway.session.Sessions;
import io.chappe.gateway.watch.WatchServices;
import io.chappe.gateway.watch.Watches;
import io.chappe.node.bus.ClusterMember;
import io.chappe.node.bus.ClusterNode;
import io.chappe.node.bus.MembershipListener;
import io.chappe.node.bus.Role;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A gateway's side towards the cluster: what it asks the services, relays to other gateways and receives from both. */
public final class ClusterSide {
    private static final long LAST_WORD_MS = 2_000;

    private final ClusterNode node;
    private final EventLoops loops;
    private final MeterRegistry meters;
    private final Standing standing = new Standing(System::nanoTime);
    private final BusRelay relay;
    private final Lease lease;
    private final ClusterRooms rooms;
    private final ClusterPeers peers;
    private final BusProbe probe;
    private final PresenceClient presence;
    private final UsageExchange usage;
    private final UsageTeller usageTeller;
    private final Steadiness steadiness = new Steadiness(System::nanoTime);
    private Supplier<? extends @Nullable NodeReport> report = () -> null;
    private Runnable lost = () -> {};
    private Runnable receiveAnew = () -> {};
    private @Nullable Restorer restorer;
    private @Nullable NoticeBoard notices;

    /**
     * @param leaseFault why a lease may not take so long; empty if it may
     * @param quotas of the tenants that have limits
     * @param loads of all tenants
     */
    public ClusterSide(
            ClusterNode node,
            EventLoops loops,
            Function<Duration, Optional<String>> leaseFault,
            Quotas quotas,
            TenantLoads loads,
            MeterRegistry meters) {
        this.node = node;
        this.loops = loops;
        this.meters = meters;
        this.relay = new BusRelay(node.id(), node.vertx().eventBus(), loops, standing, meters);
        LiveServices live = new LiveServices(node.membership());
        ServiceCall call = new ServiceCall(node.vertx().eventBus(), standing, meters);
        this.presence = new PresenceClient(call, live);
        this.lease = new Lease(
                node.id(),
                request -> presence.ask(node.id(), request),
                leaseFault,
                standing,
                steadiness,
                new LeaseHolder());
        Farewells farewells = new Farewells(node.vertx(), meters);
        this.rooms = new ClusterRooms(call, live, lease, farewells);
        this.peers = new ClusterPeers(node.vertx().eventBus(), presence, lease, steadiness, farewells);
        this.probe = new BusProbe(
                node.id(),
                this::gateways,
                this::ask,
                new BusProbe.Remedies(node::forgetRoutesTo, () -> receiveAnew.run()),
                node.memberTimeout(),
                System::nanoTime);
        this.usage = new UsageExchange(
                node.id(),
                this::gateways,
                (address, report) -> node.vertx().eventBus().send(address, report),
                quotas,
                System::nanoTime);
        this.usageTeller = new UsageTeller(loads, live, lease::life, presence::ask);
        Gauge.builder("chappe.bus.silent", probe, BusProbe::silent)
                .description("Gateways that are in the cluster and do not answer on the event bus")
                .register(meters);
        node.membership().listen(new MembershipListener() {
            @Override
            public void left(ClusterMember member) {
                relay.forget(member.id());
                usage.forget(member.id());
            }
        });
    }

    public Relay relay() {
        return relay;
    }

    public RoomServices rooms() {
        return rooms;
    }

    public SessionServices sessions() {
        return peers;
    }

    public WatchServices watches() {
        return peers;
    }

    /** Whether this node may act in the cluster's name now; from any thread. */
    public BooleanSupplier standing() {
        return standing::isSure;
    }

    public Locator locator() {
        return peers;
    }

    /** Lets the cluster know of this node with each renewal of its lease; before {@link #open}. */
    public void report(Supplier<? extends @Nullable NodeReport> own) {
        report = own;
    }

    /**
     * Begins to receive, and to hold a lease.
     *
     * @param restoration of what is here into a store that does not have it
     * @param readers take what every gateway must know
     * @param onLost runs each time that the lease is lost
     */
    public void open(
            Sessions sessions,
            SessionLife life,
            Rooms rooms,
            Watches watches,
            Restoration restoration,
            List<NoticeReader> readers,
            Runnable onLost) {
        lost = onLost;
        NoticeBoard board = new NoticeBoard(
                request -> presence.ask(node.id(), request), lease::life, System::currentTimeMillis, readers);
        notices = board;
        Inbox inbox = new Inbox(sessions, life, rooms, watches, board, relay, usage, meters);
        receiveAnew = () -> inbox.open(node.vertx().eventBus(), node.id(), loops);
        receiveAnew.run();
        node.vertx().setPeriodic(BusProbe.TICK_MS, tick -> probe.tick());
        loops.ofLane(UsageExchange.LANE).every(UsageExchange.TICK_MS, usage::tick);
        loops.ofLane(UsageExchange.LANE).every(UsageTeller.TELL_MS, usageTeller::tick);
        restorer = new Restorer(node.vertx(), presence, steadiness, restoration, board);
        lease.keep(node.vertx());
        new Watchdog(node.vertx(), node.id(), node.membership(), standing, lease).start();
    }

    private List<NodeId> gateways() {
        return node.membership().members(Role.GATEWAY).stream()
                .map(ClusterMember::id)
                .toList();
    }

    private Future<?> ask(NodeId gateway, int lane) {
        return node.vertx()
                .eventBus()
                .request(
                        BusAddresses.gateway(gateway, lane),
                        new Probe().encode(),
                        new DeliveryOptions().setSendTimeout(BusProbe.TICK_MS));
    }

    /** Why this node is not heard by others; empty when it is, or nobody can say. */
    public Optional<String> busProblem() {
        return probe.problem();
    }

    private final class LeaseHolder implements Lease.Holder {
        @Override
        public void lost() {
            lost.run();
        }

        @Override
        public @Nullable NodeReport report() {
            return report.get();
        }

        @Override
        public void renewed(PresenceAnswer.Leased leased) {
            // What a store that is being put back together does not know it may have known.
            if (notices != null && (notices.isKnown() || !leased.recovering())) {
                notices.newest(leased.notices());
            }
        }

        @Override
        public void begun(NodeLife life, @Nullable NodeLife previous) {
            if (restorer != null) {
                restorer.begin(life, previous, () -> life.equals(lease.life()));
            }
        }
    }

    /** Why this node holds no lease; empty when it does. */
    public Optional<String> problem() {
        return lease.problem();
    }

    /** Whether this node knows what every gateway must. */
    public boolean isNotified() {
        return notices != null && notices.isKnown();
    }

    /** Why it does not; empty when it does. */
    public Optional<String> noticesProblem() {
        return isNotified()
                ? Optional.empty()
                : Optional.of(
                        "no presence-service has said yet which tenants there are, and which tokens were taken back");
    }

    /**
     * Lets every gateway know something, in the place of what there is of its subject. Fails with a
     * {@link io.chappe.gateway.room.RefusedException}.
     *
     * @param keep how long it is kept; 0 for ever
     */
    public Future<Void> put(String subject, String content, Duration keep) {
        return Objects.requireNonNull(notices).put(subject, content, keep);
    }

    /** Lets a presence-service know what has happened with calls; fails where none takes it. */
    public Future<Void> noteCalls(TenantId tenant, List<CallFact> facts) {
        NodeLife home = lease.life();
        if (home == null || !WireVersion.hasCallFacts()) {
            return Future.failedFuture("no presence-service knows of calls yet");
        }
        return presence.note(home, tenant, facts);
    }

    /** How long this node's lease takes; empty while it holds none. */
    public Optional<Duration> lease() {
        return lease.duration();
    }

    /** Tells what was used until now, if somebody hears it in time, and gives the lease back. */
    public Future<Void> close() {
        return loops.ofLane(UsageExchange.LANE)
                .call(usageTeller::last)
                .timeout(LAST_WORD_MS, TimeUnit.MILLISECONDS)
                .transform(told -> lease.close());
    }
}
