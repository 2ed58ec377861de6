package io.chappe.core.bus;

import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.Member;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.Roster;
import io.chappe.core.model.RosterDelta;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.TenantId;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** At least one message of every kind, with the names and numbers that a codec is likely to get wrong. */
final class WireSamples {
    private static final TenantId TENANT = new TenantId("tenant é 漢字 🗼");
    private static final RoomKey ROOM = new RoomKey(TENANT, new RoomId("r".repeat(128)));
    private static final PeerKey PEER = new PeerKey(TENANT, new PeerId("🗼".repeat(64)));
    private static final SessionId SESSION = SessionId.random();
    private static final NodeLife HOME = new NodeLife(new NodeId("gateway-1.5f"), Long.MIN_VALUE);
    private static final RawJson META = RawJson.of("{\"name\":\"Zoë\",\"n\":[1,2,{}]}");
    private static final Member ONE = new Member(SESSION, PEER.peer(), HOME, 1_700_000_000_000_000L, META);
    private static final Member TWO =
            new Member(SessionId.random(), new PeerId("b"), HOME, Long.MAX_VALUE, RawJson.NULL);
    private static final Roster ROSTER = new Roster(-1, Long.MAX_VALUE, List.of(ONE, TWO));
    private static final RosterDelta DELTA = new RosterDelta(
            -7,
            128,
            List.of(ONE),
            List.of(new RosterDelta.Departure(TWO, LeaveReason.LOST), new RosterDelta.Departure(ONE, LeaveReason.LEFT)),
            List.of(TWO, ONE));

    private WireSamples() {}

    /** A message, its bytes, and how such bytes are read. */
    record Sample(Object message, Buffer encoded, Function<Buffer, ?> decode) {
        @Override
        public String toString() {
            return message.getClass().getSimpleName() + ", " + encoded.length() + " bytes";
        }
    }

    static Stream<Sample> all() {
        return Stream.of(
                        gatewayMessages(),
                        roomRequests(),
                        roomAnswers(),
                        presenceRequests(),
                        presenceAnswers(),
                        deliveries())
                .flatMap(s -> s);
    }

    static Stream<Function<Buffer, ?>> decoders() {
        return Stream.of(
                GatewayMessage::decode,
                RoomRequest::decode,
                RoomAnswer::decode,
                PresenceRequest::decode,
                PresenceAnswer::decode,
                Delivery::decode);
    }

    private static Stream<Sample> gatewayMessages() {
        RawJson big = RawJson.of("{\"sdp\":\"" + "x".repeat(70_000) + "\"}");
        return Stream.<GatewayMessage>of(
                        envelope(List.of(), 0, RawJson.of("{}")),
                        envelope(List.of(SESSION, TWO.session()), (1L << 53) - 1, META),
                        envelope(List.of(SESSION), 1, big),
                        new RosterEvent(ROOM, DELTA),
                        new RosterEvent(ROOM, new RosterDelta(0, 0, List.of(), List.of(), List.of())),
                        new PresenceEvent(PEER, new PeerPresence(300, 0)))
                .map(message -> new Sample(message, message.encode(), GatewayMessage::decode));
    }

    private static Envelope envelope(List<SessionId> targets, long id, RawJson data) {
        return new Envelope(TENANT, SESSION, PEER.peer(), ROOM.room(), 127, targets, id, "offer", data);
    }

    private static Stream<Sample> roomRequests() {
        return Stream.of(
                        new RoomRequest.Join(ROOM, SESSION, PEER.peer(), HOME, META),
                        new RoomRequest.Leave(ROOM, SESSION, HOME, LeaveReason.LOST),
                        new RoomRequest.Update(ROOM, SESSION, HOME, META),
                        new RoomRequest.Fetch(ROOM),
                        new RoomRequest.Compare(List.of()),
                        new RoomRequest.Compare(List.of(
                                new RoomRequest.Copy(ROOM, ROSTER.stamp()),
                                new RoomRequest.Copy(ROOM, ROSTER.stamp()))))
                .map(message -> new Sample(message, message.encode(), RoomRequest::decode));
    }

    private static Stream<Sample> roomAnswers() {
        return Stream.of(
                        new RoomAnswer.Joined(ROSTER),
                        new RoomAnswer.Changed(DELTA),
                        new RoomAnswer.Changed(null),
                        new RoomAnswer.Found(ROSTER),
                        new RoomAnswer.Found(null),
                        new RoomAnswer.Differing(List.of(ROOM, ROOM)),
                        new RoomAnswer.LeaseLost(),
                        new RoomAnswer.Refused(ErrorCode.ROOM_FULL, "the room has 2 members, its limit"))
                .map(message -> new Sample(message, message.encode(), RoomAnswer::decode));
    }

    private static Stream<Sample> presenceRequests() {
        return Stream.of(
                        new PresenceRequest.OpenLease(HOME),
                        new PresenceRequest.RenewLease(HOME),
                        new PresenceRequest.CloseLease(HOME),
                        new PresenceRequest.AddSession(HOME, PEER, SESSION),
                        new PresenceRequest.RemoveSession(HOME, PEER, SESSION),
                        new PresenceRequest.Watch(HOME, PEER),
                        new PresenceRequest.Unwatch(HOME, PEER))
                .map(message -> new Sample(message, message.encode(), PresenceRequest::decode));
    }

    private static Stream<Sample> presenceAnswers() {
        return Stream.of(
                        new PresenceAnswer.Done(),
                        new PresenceAnswer.Leased(10_000),
                        new PresenceAnswer.LeaseLost(),
                        new PresenceAnswer.Known(new PeerPresence(Long.MAX_VALUE, Integer.MAX_VALUE)),
                        new PresenceAnswer.Refused(ErrorCode.UNAVAILABLE, ""))
                .map(message -> new Sample(message, message.encode(), PresenceAnswer::decode));
    }

    private static Stream<Sample> deliveries() {
        return Stream.of(
                        Delivery.NONE,
                        Delivery.ONE,
                        new Delivery(299, 2, List.of(SESSION, TWO.session()), ErrorCode.TIMEOUT))
                .map(message -> new Sample(message, message.encode(), Delivery::decode));
    }
}
