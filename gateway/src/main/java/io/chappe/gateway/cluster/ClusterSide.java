package io.chappe.gateway.cluster;

import io.chappe.core.routing.Locator;
import io.chappe.core.routing.Relay;
import io.chappe.gateway.loop.EventLoops;
import io.chappe.gateway.room.RoomServices;
import io.chappe.gateway.room.Rooms;
import io.chappe.gateway.session.SessionServices;
import io.chappe.gateway.session.Sessions;
import io.chappe.gateway.watch.WatchServices;
import io.chappe.gateway.watch.Watches;
import io.chappe.node.bus.ClusterMember;
import io.chappe.node.bus.ClusterNode;
import io.chappe.node.bus.MembershipListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A gateway's side towards the cluster: what it asks the services, relays to other gateways and receives from both. */
public final class ClusterSide {
    private final ClusterNode node;
    private final MeterRegistry meters;
    private final Standing standing = new Standing(System::nanoTime);
    private final BusRelay relay;
    private final Lease lease;
    private final ClusterRooms rooms;
    private final ClusterPeers peers;
    private Runnable lost = () -> {};

    public ClusterSide(ClusterNode node, MeterRegistry meters) {
        this.node = node;
        this.meters = meters;
        this.relay = new BusRelay(node.vertx().eventBus(), standing, meters);
        LiveServices live = new LiveServices(node.membership());
        ServiceCall call = new ServiceCall(node.vertx().eventBus(), standing, meters);
        PresenceClient presence = new PresenceClient(call, live);
        this.lease = new Lease(node.id(), presence, standing, () -> lost.run());
        Farewells farewells = new Farewells(node.vertx(), meters);
        this.rooms = new ClusterRooms(call, live, lease, farewells);
        this.peers = new ClusterPeers(node.vertx().eventBus(), presence, lease, farewells);
        node.membership().listen(new MembershipListener() {
            @Override
            public void left(ClusterMember member) {
                relay.forget(member.id());
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

    /**
     * Begins to receive, and to hold a lease.
     *
     * @param onLost runs each time that the lease is lost
     */
    public void open(EventLoops loops, Sessions sessions, Rooms rooms, Watches watches, Runnable onLost) {
        lost = onLost;
        new Inbox(sessions, rooms, watches, meters).open(node.vertx().eventBus(), node.id(), loops);
        lease.keep(node.vertx());
        new Watchdog(node.vertx(), node.id(), node.membership(), standing, lease).start();
    }

    /** Why this node holds no lease; empty when it does. */
    public Optional<String> problem() {
        return lease.problem();
    }

    /** Gives the lease back. */
    public Future<Void> close() {
        return lease.close();
    }
}
