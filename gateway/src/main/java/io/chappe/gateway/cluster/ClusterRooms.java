package io.chappe.gateway.cluster;

import io.chappe.core.bus.BusAddresses;
import io.chappe.core.bus.Rendezvous;
import io.chappe.core.bus.RoomAnswer;
import io.chappe.core.bus.RoomRequest;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.RosterStamp;
import io.chappe.gateway.room.RoomServices;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The room services over the event bus, in the name of this node's current life. */
final class ClusterRooms implements RoomServices {
    private final ServiceCall call;
    private final Supplier<List<NodeId>> services;
    private final Lease lease;
    private final Farewells farewells;

    ClusterRooms(ServiceCall call, Supplier<List<NodeId>> services, Lease lease, Farewells farewells) {
        this.call = call;
        this.services = services;
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
        return call.ask(
                order,
                new ServiceCall.Question<>(BusAddresses::rooms, request, RoomAnswer::decode, ClusterRooms::isUnable));
    }

    private static boolean isUnable(RoomAnswer answer) {
        return answer instanceof RoomAnswer.Refused refused && refused.code() == ErrorCode.UNAVAILABLE;
    }

    @Override
    public void farewell(RoomRequest.Leave leave, Consumer<RoomAnswer> heard) {
        farewells.say(() -> lease.isOver(leave.home())
                ? Future.succeededFuture(true)
                : ask(leave.room(), leave).map(answer -> {
                    if (answer instanceof RoomAnswer.Refused) {
                        return false;
                    }
                    heard.accept(answer);
                    return true;
                }));
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
}
