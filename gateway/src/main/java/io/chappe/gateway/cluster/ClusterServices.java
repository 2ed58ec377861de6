package io.chappe.gateway.cluster;

import io.chappe.core.bus.BusAddresses;
import io.chappe.core.bus.PeerPresence;
import io.chappe.core.bus.PresenceAnswer;
import io.chappe.core.bus.PresenceRequest;
import io.chappe.core.bus.Rendezvous;
import io.chappe.core.bus.RoomAnswer;
import io.chappe.core.bus.RoomRequest;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.RosterStamp;
import io.chappe.core.model.SecretHash;
import io.chappe.core.model.SessionId;
import io.chappe.gateway.room.RefusedException;
import io.chappe.gateway.room.RoomServices;
import io.chappe.gateway.session.SessionServices;
import io.chappe.gateway.watch.WatchServices;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The presence and room services over the event bus, in the name of this node's current life. */
final class ClusterServices implements RoomServices, SessionServices, WatchServices {
    /** A lost session is gone at once. */
    private static final long WINDOW_MS = 0;

    private final ServiceCall call;
    private final Supplier<List<NodeId>> services;
    private final PresenceClient presence;
    private final Lease lease;
    private final Farewells farewells;

    ClusterServices(
            ServiceCall call,
            Supplier<List<NodeId>> services,
            PresenceClient presence,
            Lease lease,
            Farewells farewells) {
        this.call = call;
        this.services = services;
        this.presence = presence;
        this.lease = lease;
        this.farewells = farewells;
    }

    @Override
    public @Nullable NodeLife home() {
        return lease.life();
    }

    @Override
    public Future<RoomAnswer> ask(RoomKey room, RoomRequest request) {
        NodeLife asking = lease.life();
        return ask(Rendezvous.order(room, services.get()), request.encode()).onSuccess(answer -> {
            if (answer instanceof RoomAnswer.LeaseLost && asking != null) {
                lease.lost(asking);
            }
        });
    }

    private Future<RoomAnswer> ask(List<NodeId> order, Buffer request) {
        return call.ask(order, BusAddresses::rooms, request).map(RoomAnswer::decode);
    }

    @Override
    public void farewell(RoomRequest.Leave leave) {
        farewells.say(() -> isOver(leave.home())
                ? Future.succeededFuture(true)
                : ask(leave.room(), leave).map(answer -> !(answer instanceof RoomAnswer.Refused)));
    }

    /** What another life of this node left behind is the sweep's. */
    private boolean isOver(NodeLife home) {
        NodeLife current = lease.life();
        return current != null && home.node().equals(current.node()) && !home.equals(current);
    }

    @Override
    public Future<List<RoomKey>> differing(Map<RoomKey, RosterStamp> copies) {
        Map<NodeId, List<RoomRequest.Copy>> byService = new HashMap<>();
        copies.forEach((room, stamp) -> Rendezvous.order(room, services.get()).stream()
                .findFirst()
                .ifPresent(service -> byService
                        .computeIfAbsent(service, absent -> new ArrayList<>())
                        .add(new RoomRequest.Copy(room, stamp))));
        List<Future<List<RoomKey>>> parts = new ArrayList<>();
        byService.forEach((service, share) -> parts.add(ask(List.of(service), new RoomRequest.Compare(share).encode())
                .map(answer -> answer instanceof RoomAnswer.Differing found ? found.rooms() : List.<RoomKey>of())
                .otherwise(List.of())));
        return Future.all(parts)
                .map(all ->
                        all.<List<RoomKey>>list().stream().flatMap(List::stream).toList());
    }

    @Override
    public Future<Void> add(PeerKey peer, SessionId session, SecretHash secret) {
        return asHome(
                        peer,
                        home -> new PresenceRequest.OpenSession(home, peer, session, secret, WINDOW_MS),
                        PresenceAnswer.Done.class)
                .mapEmpty();
    }

    @Override
    public void remove(PeerKey peer, SessionId session) {
        sayAsHome(peer, home -> new PresenceRequest.EndSession(home, peer, session, 1));
    }

    @Override
    public Future<PeerPresence> watch(PeerKey peer) {
        return asHome(peer, home -> new PresenceRequest.Watch(home, peer), PresenceAnswer.Known.class)
                .map(PresenceAnswer.Known::presence);
    }

    @Override
    public void unwatch(PeerKey peer) {
        sayAsHome(peer, home -> new PresenceRequest.Unwatch(home, peer));
    }

    private <A extends PresenceAnswer> Future<A> asHome(
            PeerKey peer, Function<NodeLife, PresenceRequest> request, Class<A> expected) {
        NodeLife home = lease.life();
        if (home == null) {
            return Future.failedFuture(RefusedException.unavailable("this gateway has no lease yet"));
        }
        return presence.ask(peer, request.apply(home)).compose(answer -> {
            if (expected.isInstance(answer)) {
                return Future.succeededFuture(expected.cast(answer));
            }
            if (answer instanceof PresenceAnswer.LeaseLost) {
                lease.lost(home);
            }
            return Future.failedFuture(
                    answer instanceof PresenceAnswer.Refused refused
                            ? new RefusedException(refused.code(), refused.message())
                            : RefusedException.unavailable("this gateway begins anew"));
        });
    }

    private void sayAsHome(PeerKey peer, Function<NodeLife, PresenceRequest> request) {
        NodeLife home = lease.life();
        if (home != null) {
            farewells.say(() -> isOver(home)
                    ? Future.succeededFuture(true)
                    : presence.ask(peer, request.apply(home))
                            .map(answer -> !(answer instanceof PresenceAnswer.Refused)));
        }
    }
}
