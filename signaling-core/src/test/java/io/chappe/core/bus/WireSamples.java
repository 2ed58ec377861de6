package io.chappe.core.bus;

import io.chappe.core.model.Call;
import io.chappe.core.model.Entry;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.Member;
import io.chappe.core.model.MemberState;
import io.chappe.core.model.Moderation;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.PresenceState;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.RoomRules;
import io.chappe.core.model.Roster;
import io.chappe.core.model.RosterDelta;
import io.chappe.core.model.SecretHash;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.SessionLimit;
import io.chappe.core.model.Standing;
import io.chappe.core.model.Take;
import io.chappe.core.model.TenantId;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** At least one message of every kind, with the names and numbers that a codec is likely to get wrong. */
final class WireSamples {
    private static final TenantId TENANT = new TenantId("tenant é 漢字 🗼");
    private static final RoomKey ROOM = new RoomKey(TENANT, new RoomId("r".repeat(128)));
    private static final PeerKey PEER = new PeerKey(TENANT, new PeerId("🗼".repeat(64)));
    private static final SessionId SESSION = SessionId.random();
    private static final NodeLife HOME = new NodeLife(new NodeId("gateway-1.5f"), Long.MIN_VALUE);
    private static final SecretHash SECRET = SecretHash.of("only the client has it");
    private static final RawJson META = RawJson.of("{\"name\":\"Zoë\",\"n\":[1,2,{}]}");
    private static final Member ONE =
            new Member(SESSION, PEER.peer(), HOME, 1, 1_700_000_000_000_000L, MemberState.ONLINE, META);
    private static final Member TWO = new Member(
            SessionId.random(),
            new PeerId("b"),
            HOME,
            Long.MAX_VALUE,
            Long.MAX_VALUE,
            MemberState.RECONNECTING,
            RawJson.NULL);
    private static final Standing VOUCHED = new Standing(true, true, RawJson.of("{\"role\":\"host\"}"));
    private static final RoomRules RULES = new RoomRules(
                    1_700_000_000_000_000L, 50, true, true, Map.of(PEER.peer(), 1_700_000_000_000L))
            .described(RawJson.of("{\"title\":\"漢字\"}"), 1_700_000_000_000_001L)
            .kept(RoomRules.MAX_KEEP_MS);
    private static final RoomId PRIVATE = RoomId.reserved("漢字");
    private static final Call CALL = Call.take(PRIVATE, SESSION, Call.FOLLOWED);
    private static final Standing REFUSED =
            Standing.PLAIN.called(Call.move(new RoomId("b"), SESSION, 7, 300).refused(ErrorCode.ROOM_LOCKED));
    private static final RoomRules QUEUE = RoomRules.beginQueue(3)
            .taken(new Take(PRIVATE, SESSION, PEER.peer(), 1_700_000_000_000L), 300)
            .taken(new Take(RoomId.reserved("b"), SESSION, PEER.peer(), 1_700_000_000_001L), 301);
    private static final Roster ROSTER =
            new Roster(-1, Long.MAX_VALUE, 128, List.of(ONE, TWO.withStanding(VOUCHED.hiding())), RULES);
    private static final RosterDelta DELTA = new RosterDelta(
            -7,
            128,
            List.of(ONE),
            List.of(new RosterDelta.Departure(TWO, LeaveReason.LOST), new RosterDelta.Departure(ONE, LeaveReason.LEFT)),
            List.of(TWO, ONE.withStanding(VOUCHED)),
            RULES);
    private static final RosterDelta CALLED = new RosterDelta(
            -7,
            129,
            List.of(),
            List.of(new RosterDelta.Departure(TWO, LeaveReason.MOVED)),
            List.of(ONE.withStanding(VOUCHED.called(CALL)), TWO.withStanding(REFUSED)),
            QUEUE);

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
                        heldSignals(),
                        orders())
                .flatMap(s -> s);
    }

    static Stream<Function<Buffer, ?>> decoders() {
        return Stream.of(
                GatewayMessage::decode,
                RoomRequest::decode,
                RoomAnswer::decode,
                PresenceRequest::decode,
                PresenceAnswer::decode,
                HeldSignals::decode,
                NodeOrder::decode,
                DrainProgress::decode);
    }

    private static Stream<Sample> orders() {
        NodeOrder drain = NodeOrder.of(NodeOrder.Action.DRAIN);
        NodeOrder rebalance = new NodeOrder(NodeOrder.Action.REBALANCE, 300);
        DrainProgress progress = new DrainProgress("draining", true, 300, 1, Long.MAX_VALUE);
        return Stream.of(
                new Sample(drain, drain.encode(), NodeOrder::decode),
                new Sample(rebalance, rebalance.encode(), NodeOrder::decode),
                new Sample(progress, progress.encode(), DrainProgress::decode));
    }

    private static Stream<Sample> gatewayMessages() {
        RawJson big = RawJson.of("{\"sdp\":\"" + "x".repeat(70_000) + "\"}");
        return Stream.<GatewayMessage>of(
                        new Bundle(HOME.node(), List.of()),
                        new Bundle(HOME.node(), List.of(new Bundle.Sent(0, envelope(List.of(), 0, RawJson.of("{}"))))),
                        new Bundle(
                                HOME.node(),
                                List.of(
                                        new Bundle.Sent(
                                                Long.MAX_VALUE,
                                                envelope(List.of(SESSION, TWO.session()), (1L << 53) - 1, META)),
                                        new Bundle.Answered(128, Delivery.NONE),
                                        new Bundle.Answered(1, Delivery.ONE),
                                        new Bundle.Answered(
                                                2,
                                                new Delivery(
                                                        299,
                                                        298,
                                                        2,
                                                        List.of(SESSION, TWO.session()),
                                                        ErrorCode.TIMEOUT)),
                                        new Bundle.Confirmed(new Receipt(
                                                TENANT, SESSION, Long.MAX_VALUE, TWO.session(), (1L << 53) - 1)),
                                        new Bundle.Sent(1, envelope(List.of(SESSION), 1, big)))),
                        new RosterEvent(ROOM, DELTA),
                        new RosterOutdated(ROOM, 300),
                        new RosterEvent(ROOM, CALLED),
                        new RosterEvent(ROOM, new RosterDelta(0, 0, List.of(), List.of(), List.of())),
                        new PresenceEvent(PEER, new PeerPresence(300, PresenceState.OFFLINE, 0)),
                        new HandOver(TENANT, SESSION, 2),
                        new SessionReplaced(TENANT, SESSION, 300),
                        new SessionDismissed(TENANT, SESSION, 300),
                        new ServerSignal(ROOM, List.of(SESSION), "notice", RawJson.of("{\"é\":1}"), true),
                        new ServerSignal(ROOM, List.of(), "", RawJson.of("{}"), false),
                        new UsageReport(HOME.node(), List.of()),
                        new UsageReport(
                                HOME.node(),
                                List.of(
                                        new TenantUsage(TENANT, 1_000_000, 0, 127, TenantUsage.MOST),
                                        new TenantUsage(TENANT, 0, 128, 0, 300))),
                        new NoticeEvent(1_700_000_000_000_001L),
                        new Probe())
                .map(message -> new Sample(message, message.encode(), GatewayMessage::decode));
    }

    private static Envelope envelope(List<SessionId> targets, long id, RawJson data) {
        return new Envelope(
                TENANT,
                SESSION,
                PEER.peer(),
                ROOM.room(),
                127,
                targets,
                id,
                "offer",
                data,
                300,
                id > 0,
                id / 2,
                3_000,
                id == 1);
    }

    private static Stream<Sample> roomRequests() {
        return Stream.of(
                        new RoomRequest.Join(ROOM, SESSION, PEER.peer(), HOME, 1, 128, META, Entry.PLAIN, false),
                        new RoomRequest.Join(
                                ROOM, SESSION, PEER.peer(), HOME, 1, 128, META, new Entry(VOUCHED, false, RULES), true),
                        new RoomRequest.Move(ROOM, SESSION, PEER.peer(), HOME, 2, true),
                        new RoomRequest.Mark(ROOM, SESSION, HOME, 2, MemberState.RECONNECTING),
                        new RoomRequest.Leave(ROOM, SESSION, PEER.peer(), HOME, 3, 129, LeaveReason.LOST),
                        new RoomRequest.Update(ROOM, SESSION, HOME, 1, META),
                        new RoomRequest.RestoreSeats(ROOM, HOME, 300, List.of(), RoomRules.OPEN),
                        new RoomRequest.RestoreSeats(
                                ROOM,
                                HOME,
                                300,
                                List.of(new RoomRequest.HeldSeat(
                                        SESSION, PEER.peer(), 2, 128, MemberState.RECONNECTING, META, VOUCHED)),
                                RULES),
                        new RoomRequest.Moderate(
                                ROOM, SESSION, HOME, 2, new Moderation(Moderation.Action.ADMIT, null, 0)),
                        new RoomRequest.Moderate(
                                ROOM, SESSION, HOME, 2, new Moderation(Moderation.Action.KICK, SESSION, 600_000)),
                        new RoomRequest.Moderate(ROOM, SESSION, HOME, 2, Moderation.describe(RawJson.of("{\"n\":1}"))),
                        new RoomRequest.Moderate(ROOM, SESSION, HOME, 2, Moderation.take(null, PRIVATE)),
                        new RoomRequest.Moderate(ROOM, SESSION, HOME, 2, Moderation.take(TWO.session(), PRIVATE)),
                        new RoomRequest.Moderate(
                                ROOM, SESSION, HOME, 2, Moderation.move(TWO.session(), new RoomId("b"), 1L << 52)),
                        new RoomRequest.Follow(ROOM, SESSION, HOME, 2, PRIVATE, null),
                        new RoomRequest.Follow(ROOM, SESSION, HOME, 2, PRIVATE, ErrorCode.ROOM_FULL),
                        new RoomRequest.Fetch(ROOM),
                        new RoomRequest.Fetch(ROOM, -3, 262_144),
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
                        new RoomAnswer.Part(-3, 600_000, Buffer.buffer("a part")),
                        new RoomAnswer.Differing(List.of(ROOM, ROOM)),
                        new RoomAnswer.LeaseLost(),
                        new RoomAnswer.Superseded(),
                        new RoomAnswer.Refused(ErrorCode.ROOM_FULL, "the room has 2 members, its limit"))
                .map(message -> new Sample(message, message.encode(), RoomAnswer::decode));
    }

    private static final Notice NOTICE = new Notice("[\"revoked\"]", "", 300, Notice.FOR_EVER);

    private static final CallFact.Side SIDE = new CallFact.Side(PEER.peer(), SESSION);

    private static Stream<Sample> presenceRequests() {
        return Stream.of(
                        new PresenceRequest.OpenLease(HOME),
                        new PresenceRequest.RenewLease(HOME, -1, 300, null),
                        new PresenceRequest.RenewLease(
                                HOME,
                                -1,
                                300,
                                new NodeReport(
                                        "v".repeat(64),
                                        1_700_000_000_000L,
                                        128,
                                        0,
                                        1L << 48,
                                        true,
                                        new NodeReport.Traffic(1_700_000_000_000L, 1L << 48, 200))),
                        new PresenceRequest.RenewLease(
                                HOME, 1, 0, new NodeReport("", 0, 0, 0, 0, false, NodeReport.Traffic.UNTOLD)),
                        new PresenceRequest.RestoreSession(HOME, PEER, SESSION, 2, SECRET, 20_000, 0),
                        new PresenceRequest.RestoreSession(HOME, PEER, SESSION, 2, SECRET, 20_000, -1),
                        new PresenceRequest.EndRestoration(HOME, null),
                        new PresenceRequest.EndRestoration(HOME, HOME),
                        new PresenceRequest.CloseLease(HOME),
                        new PresenceRequest.OpenSession(HOME, PEER, SESSION, SECRET, 20_000, SessionLimit.NONE),
                        new PresenceRequest.OpenSession(HOME, PEER, SESSION, SECRET, 0, new SessionLimit(1, true)),
                        new PresenceRequest.TakeSession(HOME, PEER, SESSION, SECRET, -1),
                        new PresenceRequest.LoseSession(HOME, PEER, SESSION, 2, 2_000),
                        new PresenceRequest.EndSession(HOME, PEER, SESSION, 3),
                        new PresenceRequest.Locate(HOME, PEER, SESSION),
                        new PresenceRequest.Watch(HOME, PEER),
                        new PresenceRequest.Unwatch(HOME, PEER),
                        new PresenceRequest.NoticesAfter(HOME, 300),
                        new PresenceRequest.PutNotice(HOME, "[\"tenant\",\"é\"]", "anonymous: true\n", 0),
                        new PresenceRequest.PutNotice(HOME, "[]", "", 60_000),
                        new PresenceRequest.AddUsage(HOME, 1, List.of()),
                        new PresenceRequest.AddUsage(
                                HOME,
                                300,
                                List.of(
                                        new UsageRecord(ROOM.tenant(), 60_000, 128, 1L << 48, 1),
                                        new UsageRecord(PEER.tenant(), 0, 0, 0, 0))),
                        new PresenceRequest.NoteCalls(HOME, ROOM.tenant(), List.of()),
                        new PresenceRequest.NoteCalls(
                                HOME,
                                ROOM.tenant(),
                                List.of(
                                        new CallFact(
                                                1,
                                                300,
                                                2,
                                                ROOM.room(),
                                                SIDE,
                                                SIDE,
                                                "candidate",
                                                "relay udp",
                                                "",
                                                4,
                                                5,
                                                ""),
                                        new CallFact(
                                                1L << 40,
                                                0,
                                                0,
                                                ROOM.room(),
                                                SIDE,
                                                SIDE,
                                                "é",
                                                "",
                                                "timeout",
                                                0,
                                                0,
                                                "00-1-2-01"))),
                        new PresenceRequest.RestoreNotices(HOME, List.of()),
                        new PresenceRequest.RestoreNotices(HOME, List.of(NOTICE, NOTICE)))
                .map(message -> new Sample(message, message.encode(), PresenceRequest::decode));
    }

    private static Stream<Sample> presenceAnswers() {
        return Stream.of(
                        new PresenceAnswer.Done(),
                        new PresenceAnswer.Leased(10_000, Long.MIN_VALUE, 300, true, 1_700_000_000_000_001L),
                        new PresenceAnswer.StoreChanged(),
                        new PresenceAnswer.LeaseLost(),
                        new PresenceAnswer.Known(
                                new PeerPresence(Long.MAX_VALUE, PresenceState.RECONNECTING, Integer.MAX_VALUE)),
                        new PresenceAnswer.Taken(2, HOME, 20_000, List.of(ROOM.room(), new RoomId("b"))),
                        new PresenceAnswer.Taken(Long.MAX_VALUE, HOME, 0, List.of()),
                        new PresenceAnswer.NoSuchSession(),
                        new PresenceAnswer.Superseded(),
                        new PresenceAnswer.Located(HOME, 7, true),
                        new PresenceAnswer.Located(HOME, 1, false),
                        new PresenceAnswer.Notified(List.of(NOTICE), 300, 301),
                        new PresenceAnswer.Notified(List.of(), 0, 0),
                        new PresenceAnswer.Refused(ErrorCode.UNAVAILABLE, ""))
                .map(message -> new Sample(message, message.encode(), PresenceAnswer::decode));
    }

    private static Stream<Sample> heldSignals() {
        return Stream.of(
                        new HeldSignals(List.of()),
                        new HeldSignals(
                                List.of(envelope(List.of(SESSION), 3, META), envelope(List.of(), 0, RawJson.of("[]")))))
                .map(message -> new Sample(message, message.encode(), HeldSignals::decode));
    }
}
