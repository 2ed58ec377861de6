package io.chappe.presence.admin;

import io.chappe.core.bus.BusAddresses;
import io.chappe.core.bus.Delivery;
import io.chappe.core.bus.ServerSignal;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.Member;
import io.chappe.core.model.Names;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.Roster;
import io.chappe.core.model.SessionId;
import io.chappe.presence.store.RoomStore;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Signals of the server itself, for members of a room. A gateway that does not answer in time costs no more than that. */
final class ServerSignals {
    private static final DeliveryOptions PATIENCE = new DeliveryOptions().setSendTimeout(1_000);

    /** As much as a client may send to many. */
    private static final int MOST_BYTES = 16 << 10;

    private final RoomStore rooms;
    private final StoreAccess store;
    private final EventBus bus;

    ServerSignals(RoomStore rooms, StoreAccess store, EventBus bus) {
        this.rooms = rooms;
        this.store = store;
        this.bus = bus;
    }

    void addTo(Answers answers) {
        answers.with("sendToRoom", this::send);
    }

    private Future<JsonObject> send(Asked asked) {
        JsonObject body = asked.body();
        String kind = kind(body.getString("kind"));
        RawJson data = RawJson.of(body.getJsonObject("data").encode());
        if (data.length() > MOST_BYTES) {
            throw ProblemException.ofField("#/data", "it must be at most 16 KiB");
        }
        RoomKey room = asked.room();
        String session = body.getString("session");
        return store.askComplete(() -> rooms.roster(room))
                .map(roster -> receivers(roster, session))
                .compose(receivers -> send(room, receivers, kind, data, session == null))
                .map(ServerSignals::told);
    }

    private static String kind(String kind) {
        try {
            return Names.require("\"kind\"", kind);
        } catch (IllegalArgumentException e) {
            throw ProblemException.ofField("#/kind", String.valueOf(e.getMessage()));
        }
    }

    /** Members, hidden ones among them; nobody who waits to be one. */
    private static Map<NodeId, List<SessionId>> receivers(@Nullable Roster roster, @Nullable String session) {
        List<Member> members = roster == null
                ? List.of()
                : roster.seats()
                        .filter(member -> !member.waits())
                        .filter(member ->
                                session == null || member.session().value().equals(session))
                        .toList();
        if (members.isEmpty()) {
            throw new ProblemException(
                    ProblemType.NOT_FOUND,
                    session == null ? "nobody is in such a room" : "there is no such room, or not this session in it");
        }
        return members.stream()
                .collect(Collectors.groupingBy(Member::node, Collectors.mapping(Member::session, Collectors.toList())));
    }

    private Future<Delivery> send(
            RoomKey room, Map<NodeId, List<SessionId>> receivers, String kind, RawJson data, boolean toRoom) {
        List<Future<Delivery>> parts = new ArrayList<>();
        receivers.forEach((node, sessions) -> {
            for (int from = 0; from < sessions.size(); from += ServerSignal.MOST) {
                List<SessionId> part = sessions.subList(from, Math.min(sessions.size(), from + ServerSignal.MOST));
                parts.add(send(node, new ServerSignal(room, part, kind, data, toRoom)));
            }
        });
        return Future.all(parts).map(all -> all.<Delivery>list().stream().reduce(Delivery.NONE, Delivery::plus));
    }

    /** In one lane a gateway, so that those to a room arrive in their order. */
    private Future<Delivery> send(NodeId node, ServerSignal signal) {
        return bus.<Buffer>request(BusAddresses.gateway(node, 0), signal.encode(), PATIENCE)
                .map(answer -> ServerSignal.readAnswer(answer.body()))
                .otherwise(Delivery.missed(signal.targets(), ErrorCode.TIMEOUT));
    }

    private static JsonObject told(Delivery delivery) {
        return new JsonObject().put("reached", delivery.reached()).put("missed", delivery.missed());
    }
}
