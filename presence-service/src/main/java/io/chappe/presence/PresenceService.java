package io.chappe.presence;

import io.chappe.core.bus.BusAddresses;
import io.chappe.core.bus.PresenceAnswer;
import io.chappe.core.bus.PresenceRequest;
import io.chappe.core.bus.RoomAnswer;
import io.chappe.core.bus.RoomRequest;
import io.chappe.core.model.NodeId;
import io.chappe.node.NodeProcess;
import io.chappe.node.NodeService;
import io.chappe.node.bus.ClusterMember;
import io.chappe.node.bus.ClusterNode;
import io.chappe.node.bus.Membership;
import io.chappe.node.bus.MembershipListener;
import io.chappe.node.bus.Role;
import io.chappe.node.operations.Operations;
import io.chappe.presence.admin.AdminServer;
import io.chappe.presence.admin.Controlled;
import io.chappe.presence.bus.Announcer;
import io.chappe.presence.bus.Inbox;
import io.chappe.presence.calls.CallBook;
import io.chappe.presence.calls.Tracing;
import io.chappe.presence.events.EventJournal;
import io.chappe.presence.events.Events;
import io.chappe.presence.holds.Holds;
import io.chappe.presence.nodes.Leases;
import io.chappe.presence.nodes.Sweeper;
import io.chappe.presence.notices.Notices;
import io.chappe.presence.notices.Revocations;
import io.chappe.presence.notices.RevokeCommand;
import io.chappe.presence.notices.TenantRegister;
import io.chappe.presence.peers.Peers;
import io.chappe.presence.rooms.Copies;
import io.chappe.presence.rooms.LongAnswers;
import io.chappe.presence.rooms.Moderations;
import io.chappe.presence.rooms.Rooms;
import io.chappe.presence.store.StoreView;
import io.chappe.presence.store.Stores;
import io.chappe.presence.store.hazelcast.HazelcastStores;
import io.chappe.presence.usage.BusyTenants;
import io.chappe.presence.usage.UsageBook;
import io.chappe.presence.webhooks.Webhooks;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The presence-service: the room service and the presence service of one node, on one event loop. Any number of them
 * works side by side; what they must agree on is in the store.
 */
public final class PresenceService implements NodeService {
    private static final Logger LOG = LoggerFactory.getLogger(PresenceService.class);

    private final Vertx vertx;
    private final Stores stores;
    private final Events events;
    private final CallBook calls;
    private final BusyTenants busy;
    private final StoreView view;
    private final Moderations moderations;
    private final Peers peers;
    private final Leases leases;
    private final Notices notices;
    private final Revocations revocations;
    private final TenantRegister tenants;
    private final Webhooks webhooks;
    private final Inbox<RoomRequest, RoomAnswer> roomInbox;
    private final Inbox<PresenceRequest, PresenceAnswer> presenceInbox;
    private Runnable stopWatching = () -> {};
    private @Nullable DataMember member;
    private @Nullable AdminServer admin;
    private Supplier<Future<Void>> closeTracing = Future::succeededFuture;
    private Supplier<Future<Void>> closeStore = Future::succeededFuture;

    /** Nothing runs before {@link #open}. */
    PresenceService(
            Vertx vertx, Stores stores, PresenceConfig config, Supplier<Set<NodeId>> gateways, MeterRegistry registry) {
        this.vertx = vertx;
        this.stores = stores;
        view = new StoreView(registry);
        Holds holds = new Holds(stores.holdings(), registry);
        events = new Events(stores.journals(), config.events(), Events.again(vertx), registry);
        Announcer announcer = new Announcer(vertx.eventBus(), events);
        Rooms rooms = new Rooms(stores, view, holds, announcer, config.roomMembers(), registry);
        moderations = rooms.moderations();
        peers = new Peers(stores.peers(), view, rooms, holds, announcer, registry);
        Sweeper sweeper = new Sweeper(stores, rooms, peers, registry);
        notices = new Notices(vertx, stores.notices(), announcer, gateways);
        revocations = new Revocations(notices, stores.notices());
        tenants = new TenantRegister(notices, stores.notices());
        webhooks = new Webhooks(
                vertx,
                stores.journals(),
                tenants,
                notices::newest,
                new Webhooks.Settings(config.events(), config.webhooks()),
                registry);
        events.listen(webhooks::wake);
        leases = new Leases(vertx, stores, view, sweeper, config.lease(), gateways, notices::newest, registry);
        Copies copies = new Copies(stores.rooms(), new LongAnswers(vertx));
        roomInbox = new Inbox<>(vertx, "rooms", RoomEndpoint.of(view, rooms, copies), config.requests(), registry);
        UsageBook usage = new UsageBook(stores.usage(), System::nanoTime);
        busy = new BusyTenants(usage, stores.journals());
        calls = new CallBook(stores.journals(), config.calls(), System::currentTimeMillis);
        presenceInbox = new Inbox<>(
                vertx,
                "presence",
                PresenceEndpoint.of(view, leases, peers, notices, usage, calls),
                config.requests(),
                registry);
    }

    public static void main(String[] args) {
        NodeProcess.presence(PresenceConfig.class, HazelcastStores::configure, PresenceService::start)
                .run(args);
    }

    private static Future<PresenceService> start(PresenceConfig config, ClusterNode node, Operations operations) {
        Vertx vertx = node.vertx();
        return OpenStore.of(config, node, operations.metrics())
                .map(store -> {
                    PresenceService service = new PresenceService(
                            vertx, store.stores(), config, gateways(node.membership()), operations.metrics());
                    service.closeStore = store.close();
                    return service;
                })
                .compose(service -> service.open(node.id()).map(service))
                .onSuccess(service -> service.closeTracing =
                        Tracing.of(vertx, node.id(), config.traces(), service.calls, operations.metrics()))
                .compose(service ->
                        service.openAdmin(config, node, operations.metrics()).map(service))
                .onSuccess(service -> {
                    node.membership().listen(service.new LostNodes());
                    operations.health().addReadiness("store", service.leases::problem);
                    RevokeCommand.add(operations, service.revocations);
                    boolean keepsState = config.store().type() == StoreType.HAZELCAST;
                    service.member = new DataMember(vertx, node.hazelcast(), keepsState);
                    service.member.report(operations);
                });
    }

    private static Supplier<Set<NodeId>> gateways(Membership membership) {
        return () -> membership.members(Role.GATEWAY).stream()
                .map(ClusterMember::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Takes requests and looks for lost nodes from now on. On the event loop on which all of it runs. */
    Future<Void> open(NodeId self) {
        return roomInbox
                .open(BusAddresses.rooms(self))
                .compose(opened -> presenceInbox.open(BusAddresses.presence(self)))
                .onSuccess(opened -> {
                    Runnable stopLeases = leases.watch();
                    Runnable stopNotices = notices.watch();
                    Runnable stopWebhooks = webhooks.watch();
                    Runnable stopTelling = busy.watch(vertx);
                    stopWatching = () -> {
                        stopLeases.run();
                        stopNotices.run();
                        stopWebhooks.run();
                        stopTelling.run();
                    };
                });
    }

    /** Without a key nobody could use it. */
    private Future<Void> openAdmin(PresenceConfig config, ClusterNode node, MeterRegistry registry) {
        if (config.admin().keys().isEmpty()) {
            LOG.info("no admin API: admin.keys has no key; deploy/api-key makes one");
            return Future.succeededFuture();
        }
        return AdminServer.start(
                        node.vertx(),
                        config.admin(),
                        new Controlled(
                                stores,
                                view,
                                moderations,
                                peers,
                                revocations,
                                tenants,
                                new EventJournal(stores.journals(), config.events()),
                                calls,
                                webhooks,
                                busy,
                                config.lease(),
                                node.membership()),
                        registry)
                .onSuccess(open -> admin = open)
                .mapEmpty();
    }

    /** Answers what is under way; a sweep that is not complete is for the other services. */
    @Override
    public Future<Void> close() {
        stopWatching.run();
        DataMember looking = member;
        AdminServer administrators = admin;
        return Future.join(
                        roomInbox.close(),
                        presenceInbox.close(),
                        administrators == null ? Future.succeededFuture() : administrators.close(),
                        looking == null ? Future.succeededFuture() : looking.close())
                .eventually(events::close)
                .eventually(webhooks::close)
                .eventually(closeTracing)
                .eventually(closeStore)
                .mapEmpty();
    }

    private final class LostNodes implements MembershipListener {
        @Override
        public void left(ClusterMember member) {
            leases.nodeLeft(member.id());
        }
    }
}
