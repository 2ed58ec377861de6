package io.chappe.core.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.bus.Delivery;
import io.chappe.core.bus.Envelope;
import io.chappe.core.bus.Receipt;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.Member;
import io.chappe.core.model.MemberState;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.Roster;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.Standing;
import io.chappe.core.model.TenantId;
import io.chappe.core.protocol.ClientMessage;
import io.chappe.core.protocol.Target;
import io.chappe.core.protocol.Want;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SignalRouterTest {
    private static final NodeId HERE = new NodeId("here");
    private static final NodeId THERE = new NodeId("there");
    private static final RoomId ROOM = new RoomId("room");
    private static final SessionId ME = new SessionId("me");

    private final List<Envelope> local = new ArrayList<>();
    private final List<NodeId> relayedTo = new ArrayList<>();
    private final List<Envelope> relayed = new ArrayList<>();
    private final Map<NodeId, Delivery> answers = new HashMap<>();
    private Delivery answer = Delivery.ONE;

    private final List<Receipt> confirmed = new ArrayList<>();
    private final List<Receipt> sentReceipts = new ArrayList<>();
    private final List<Promise<@Nullable Whereabouts>> lookups = new ArrayList<>();

    private final SignalRouter router = new SignalRouter(
            HERE,
            new LocalDelivery() {
                @Override
                public Future<Delivery> deliver(Envelope envelope) {
                    local.add(envelope);
                    return Future.succeededFuture(Delivery.ONE);
                }

                @Override
                public void confirm(Receipt receipt) {
                    confirmed.add(receipt);
                }
            },
            new Relay() {
                @Override
                public Future<Delivery> deliver(NodeId node, Envelope envelope, int timeoutMs) {
                    send(node, envelope);
                    return Future.succeededFuture(answers.getOrDefault(node, answer));
                }

                @Override
                public void send(NodeId node, Envelope envelope) {
                    relayedTo.add(node);
                    relayed.add(envelope);
                }

                @Override
                public void send(NodeId node, Receipt receipt) {
                    relayedTo.add(node);
                    sentReceipts.add(receipt);
                }
            },
            (peer, session) -> {
                Promise<@Nullable Whereabouts> lookup = Promise.promise();
                lookups.add(lookup);
                return lookup.future();
            });

    private static Member member(String session, String peer, NodeId node) {
        return new Member(
                new SessionId(session),
                new PeerId(peer),
                new NodeLife(node, 1),
                1,
                7,
                MemberState.ONLINE,
                RawJson.NULL);
    }

    private record Room(RoomId room, Roster roster) implements JoinedRoom {
        @Override
        public long joinedAt() {
            return 0;
        }

        @Override
        public long joinVersion() {
            return 7;
        }
    }

    private static Sender sender(Member... others) {
        return sender(true, others);
    }

    private static Sender sender(boolean granted, Member... others) {
        List<Member> members = new ArrayList<>(List.of(others));
        members.add(member("me", "mine", HERE));
        Room room = new Room(ROOM, new Roster(1, 9, 9, members));
        Detours detours = new Detours();
        return new Sender() {
            @Override
            public Detours detours() {
                return detours;
            }

            @Override
            public void run(Runnable task) {
                task.run();
            }

            @Override
            public boolean mayPublish(String kind) {
                return granted;
            }

            @Override
            public TenantId tenant() {
                return new TenantId("t");
            }

            @Override
            public PeerId peer() {
                return new PeerId("mine");
            }

            @Override
            public SessionId id() {
                return ME;
            }

            @Override
            public long generation() {
                return 4;
            }

            @Override
            public Collection<? extends JoinedRoom> joinedRooms() {
                return List.of(room);
            }

            @Override
            public @Nullable JoinedRoom joinedRoom(RoomId asked) {
                return asked.equals(ROOM) ? room : null;
            }
        };
    }

    private static ClientMessage.Signal signal(Target to) {
        return new ClientMessage.Signal(3, to, "offer", RawJson.NULL, Want.RECEIVED, 2, 1000, null);
    }

    @Test
    void sendsToTheNodeThatTheRosterNames() {
        // Given
        Sender sender = sender(member("s", "p", THERE));

        // When
        Delivery delivery = router.route(sender, signal(new Target.ToSession(new SessionId("s"))))
                .result();

        // Then
        assertThat(delivery).isEqualTo(Delivery.ONE);
        assertThat(relayedTo).containsExactly(THERE);
        assertThat(relayed.get(0).from()).isEqualTo(ME);
        assertThat(relayed.get(0).fromGeneration()).isEqualTo(4);
        assertThat(relayed.get(0).wantsReceipt()).isTrue();
        assertThat(relayed.get(0).prev()).isEqualTo(2);
        assertThat(relayed.get(0).targets()).containsExactly(new SessionId("s"));
        assertThat(local).isEmpty();
    }

    @Test
    void staysOnThisNodeForATargetHere() {
        // Given
        Sender sender = sender(member("s", "p", HERE));

        // When
        router.route(sender, signal(new Target.ToSession(new SessionId("s")))).result();

        // Then
        assertThat(local).hasSize(1);
        assertThat(relayed).isEmpty();
    }

    @Test
    void reachesNobodyWithoutACommonRoom() {
        // Given
        Sender sender = sender();

        // When
        Delivery toSession = router.route(sender, signal(new Target.ToSession(new SessionId("s"))))
                .result();
        Delivery toPeer =
                router.route(sender, signal(new Target.ToPeer(new PeerId("p")))).result();
        Delivery toRoom = router.route(sender, signal(new Target.ToRoom(new RoomId("other"))))
                .result();

        // Then
        assertThat(toSession.reason()).isEqualTo(ErrorCode.NO_SUCH_SESSION);
        assertThat(toPeer.reason()).isEqualTo(ErrorCode.NO_SUCH_PEER);
        assertThat(toRoom.reason()).isEqualTo(ErrorCode.NOT_IN_ROOM);
        assertThat(local).isEmpty();
        assertThat(relayed).isEmpty();
    }

    @Test
    void sendsNothingThatTheSenderMayNotPublish() {
        // Given
        Sender sender = sender(false, member("s", "p", THERE), member("c", "p", HERE));

        // When
        Delivery delivery =
                router.route(sender, signal(new Target.ToRoom(ROOM))).result();

        // Then
        assertThat(delivery.reason()).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(local).isEmpty();
        assertThat(relayed).isEmpty();
    }

    @Test
    void crossesTheBusOnceANodeForARoom() {
        // Given
        Sender sender = sender(member("a", "p", THERE), member("b", "p", THERE), member("c", "p", HERE));

        // When
        router.route(sender, signal(new Target.ToRoom(ROOM))).result();

        // Then
        assertThat(relayedTo).containsExactly(THERE);
        assertThat(relayed.get(0).toRoom()).isTrue();
        assertThat(relayed.get(0).targets()).containsExactlyInAnyOrder(new SessionId("a"), new SessionId("b"));
        assertThat(local).hasSize(1);
        assertThat(local.get(0).targets()).containsExactly(new SessionId("c"));
    }

    private static Member hidden(String session, NodeId node) {
        return member(session, "ghost", node).withStanding(Standing.PLAIN.hiding());
    }

    @Test
    void aHiddenMemberGetsABroadcastOnItsOwnAndIsNotCounted() {
        // Given
        Sender sender = sender(member("a", "p", THERE), hidden("g", THERE));

        // When
        Delivery delivery =
                router.route(sender, signal(new Target.ToRoom(ROOM))).result();

        // Then
        assertThat(delivery.reached()).isEqualTo(1);
        assertThat(relayed)
                .extracting(Envelope::targets)
                .containsExactlyInAnyOrder(List.of(new SessionId("a")), List.of(new SessionId("g")));
        assertThat(relayed).allMatch(Envelope::toRoom);
        assertThat(Receivers.of(sender, new Target.ToRoom(ROOM))).containsExactly(new SessionId("a"));
    }

    @Test
    void hiddenMembersCrossTheBusOnceANode() {
        // Given
        Sender sender = sender(hidden("g", THERE), hidden("h", THERE));

        // When
        router.route(sender, signal(new Target.ToRoom(ROOM))).result();

        // Then
        assertThat(relayed).hasSize(1);
        assertThat(relayed.get(0).targets()).containsExactlyInAnyOrder(new SessionId("g"), new SessionId("h"));
    }

    @Test
    void nobodyLearnsWhatBecameOfAHiddenMember() {
        // Given
        answer = missed(ErrorCode.RECONNECTING, "g");

        // When
        Delivery delivery = toRoom(sender(hidden("g", THERE))).result();

        // Then
        assertThat(delivery).isEqualTo(Delivery.NONE);
        assertThat(relayed).hasSize(1);
    }

    @Test
    void aHiddenMemberIsReachedByItsSessionAndNotByItsPeer() {
        // Given
        Sender sender = sender(hidden("g", THERE));

        // When
        Delivery bySession = router.route(sender, signal(new Target.ToSession(new SessionId("g"))))
                .result();
        Delivery byPeer = router.route(sender, signal(new Target.ToPeer(new PeerId("ghost"))))
                .result();

        // Then
        assertThat(bySession.reached()).isEqualTo(1);
        assertThat(byPeer.reason()).isEqualTo(ErrorCode.NO_SUCH_PEER);
    }

    @Test
    void reachesAllSessionsOfAPeerButItsOwn() {
        // Given
        Sender sender = sender(member("a", "mine", THERE), member("b", "mine", HERE), member("c", "other", THERE));

        // When
        Delivery delivery = router.route(sender, signal(new Target.ToPeer(new PeerId("mine"))))
                .result();

        // Then
        assertThat(delivery.reached()).isEqualTo(2);
        assertThat(relayed.get(0).targets()).containsExactly(new SessionId("a"));
        assertThat(local.get(0).targets()).containsExactly(new SessionId("b"));
    }

    private Future<Delivery> toS(Sender sender) {
        return router.route(sender, signal(new Target.ToSession(new SessionId("s"))));
    }

    private static Delivery unavailable() {
        return Delivery.missed(List.of(new SessionId("s")), ErrorCode.UNAVAILABLE);
    }

    @Test
    void followsTheRecordWhereTheRosterIsOld() {
        // Given
        NodeId elsewhere = new NodeId("elsewhere");
        answers.put(THERE, Delivery.missed(List.of(new SessionId("s")), ErrorCode.NO_SUCH_SESSION));
        Future<Delivery> delivery = toS(sender(member("s", "p", THERE)));

        // When
        lookups.get(0).complete(new Whereabouts(elsewhere, false));

        // Then
        assertThat(delivery.result()).isEqualTo(Delivery.ONE);
        assertThat(relayedTo).containsExactly(THERE, elsewhere);
    }

    @Test
    void saysThatATargetOfALostNodeIsReconnecting() {
        // Given
        answers.put(THERE, unavailable());
        Future<Delivery> delivery = toS(sender(member("s", "p", THERE)));

        // When
        lookups.get(0).complete(new Whereabouts(THERE, true));

        // Then
        assertThat(delivery.result().reason()).isEqualTo(ErrorCode.RECONNECTING);
        assertThat(relayedTo).containsExactly(THERE);
    }

    @Test
    void saysThatATargetWithoutARecordIsGone() {
        // Given
        answers.put(THERE, unavailable());
        Future<Delivery> delivery = toS(sender(member("s", "p", THERE)));

        // When
        lookups.get(0).complete(null);

        // Then
        assertThat(delivery.result().reason()).isEqualTo(ErrorCode.NO_SUCH_SESSION);
    }

    @Test
    void isUnavailableWhenNobodyKnowsWhereATargetIs() {
        // Given
        answers.put(THERE, Delivery.missed(List.of(new SessionId("s")), ErrorCode.NO_SUCH_SESSION));
        Future<Delivery> delivery = toS(sender(member("s", "p", THERE)));

        // When
        lookups.get(0).fail("no service answers");

        // Then
        assertThat(delivery.result().reason()).isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void letsNothingOvertakeASignalWhoseTargetIsLookedFor() {
        // Given
        NodeId elsewhere = new NodeId("elsewhere");
        answers.put(THERE, unavailable());
        Sender sender = sender(member("s", "p", THERE));
        toS(sender);
        answers.clear();
        Future<Delivery> second = toS(sender);
        assertThat(relayedTo).containsExactly(THERE);

        // When
        lookups.get(0).complete(new Whereabouts(elsewhere, false));

        // Then
        assertThat(relayedTo).containsExactly(THERE, elsewhere, THERE);
        assertThat(second.result()).isEqualTo(Delivery.ONE);
    }

    @Test
    void letsNoMoreWaitThanItsBound() {
        // Given
        answers.put(THERE, unavailable());
        Sender sender = sender(member("s", "p", THERE));
        IntStream.range(0, 65).forEach(i -> toS(sender));

        // When
        Future<Delivery> oneMore = toS(sender);

        // Then
        assertThat(oneMore.result().reason()).isEqualTo(ErrorCode.QUEUE_FULL);
        assertThat(lookups).hasSize(1);
    }

    @Test
    void takesAnAcknowledgementToTheSendersGateway() {
        // Given
        Sender sender = sender(member("a", "p", THERE), member("b", "p", HERE));

        // When
        List.of("a", "b", "stranger").forEach(to -> router.acknowledge(sender, new SessionId(to), 5));

        // Then
        TenantId tenant = new TenantId("t");
        assertThat(sentReceipts).containsExactly(new Receipt(tenant, ME, 4, new SessionId("a"), 5));
        assertThat(confirmed).containsExactly(new Receipt(tenant, ME, 4, new SessionId("b"), 5));
    }

    private Future<Delivery> toRoom(Sender sender) {
        return router.route(sender, signal(new Target.ToRoom(ROOM)));
    }

    private static Delivery missed(ErrorCode reason, String... sessions) {
        return Delivery.missed(Stream.of(sessions).map(SessionId::new).toList(), reason);
    }

    @Test
    void aBroadcastFollowsAMemberThatHasMoved() {
        // Given
        NodeId elsewhere = new NodeId("elsewhere");
        answers.put(THERE, Delivery.ONE.plus(missed(ErrorCode.NO_SUCH_SESSION, "b")));
        Future<Delivery> delivery =
                toRoom(sender(member("a", "p", THERE), member("b", "q", THERE), member("c", "p", HERE)));

        // When
        lookups.get(0).complete(new Whereabouts(elsewhere, false));

        // Then
        assertThat(delivery.result()).isEqualTo(Delivery.reached(3));
        assertThat(relayedTo).containsExactly(THERE, elsewhere);
        assertThat(relayed.get(1).targets()).containsExactly(new SessionId("b"));
        assertThat(relayed.get(1).toRoom()).isTrue();
        assertThat(lookups).hasSize(1);
    }

    @Test
    void aBroadcastCountsAMemberThatIsNowhere() {
        // Given
        answers.put(THERE, missed(ErrorCode.NO_SUCH_SESSION, "a"));
        Future<Delivery> delivery = toRoom(sender(member("a", "p", THERE), member("c", "p", HERE)));

        // When
        lookups.get(0).complete(null);

        // Then
        assertThat(delivery.result()).isEqualTo(Delivery.ONE.plus(missed(ErrorCode.NO_SUCH_SESSION, "a")));
    }

    @Test
    void aBroadcastLooksForNobodyOnANodeThatDoesNotAnswer() {
        // Given
        Sender sender = sender(member("a", "p", THERE), member("b", "p", new NodeId("away")));
        answers.put(THERE, missed(ErrorCode.TIMEOUT, "a"));
        answers.put(new NodeId("away"), missed(ErrorCode.UNAVAILABLE, "b"));

        // When
        Delivery delivery = toRoom(sender).result();

        // Then
        assertThat(delivery.missing()).containsExactlyInAnyOrder(new SessionId("a"), new SessionId("b"));
        assertThat(lookups).isEmpty();
    }

    @Test
    void letsNoBroadcastOvertakeASignalWhoseTargetIsLookedFor() {
        // Given
        NodeId elsewhere = new NodeId("elsewhere");
        Sender sender = sender(member("s", "p", THERE), member("c", "p", HERE));
        answers.put(THERE, unavailable());
        toS(sender);
        answers.clear();
        Future<Delivery> broadcast = toRoom(sender);
        assertThat(relayedTo).containsExactly(THERE);
        assertThat(local).hasSize(1);

        // When
        lookups.get(0).complete(new Whereabouts(elsewhere, false));

        // Then
        assertThat(relayedTo).containsExactly(THERE, elsewhere, THERE);
        assertThat(relayed.get(2).toRoom()).isTrue();
        assertThat(broadcast.result()).isEqualTo(Delivery.reached(2));
    }

    private static Sender inALargeRoom() {
        return sender(IntStream.range(0, SignalRouter.MAX_NAMED)
                .mapToObj(i -> member("m" + i, "p", THERE))
                .toArray(Member[]::new));
    }

    @Test
    void inALargeRoomWhomNobodyKnowsIsMissed() {
        // Given
        answer = Delivery.reached(SignalRouter.MAX_NAMED - 2);

        // When
        Delivery delivery = toRoom(inALargeRoom()).result();

        // Then
        assertThat(relayed.get(0).targets()).isEmpty();
        assertThat(relayed.get(0).toRoom()).isTrue();
        // The other node answers as if it had reached one.
        assertThat(delivery.reached() + delivery.missed()).isEqualTo(SignalRouter.MAX_NAMED);
        assertThat(delivery.missed()).isEqualTo(1);
        assertThat(delivery.reason()).isEqualTo(ErrorCode.NO_SUCH_SESSION);
    }

    @Test
    void namesThoseWhomASilentNodeMissedInALargeRoom() {
        // Given
        answer = new Delivery(0, 0, 0, List.of(), ErrorCode.TIMEOUT);

        // When
        Delivery delivery = toRoom(inALargeRoom()).result();

        // Then
        assertThat(delivery.missing()).hasSize(SignalRouter.MAX_NAMED).contains(new SessionId("m0"));
        assertThat(delivery.reason()).isEqualTo(ErrorCode.TIMEOUT);
    }

    @Test
    void aSignalIsForWhomItsTargetNamesButNotForItsSender() {
        // Given
        Sender sender = sender(member("s", "theirs", THERE), member("x", "mine", HERE), member("y", "other", HERE));

        // When
        List<Set<SessionId>> receivers = List.of(
                Receivers.of(sender, new Target.ToSession(new SessionId("s"))),
                Receivers.of(sender, new Target.ToPeer(new PeerId("mine"))),
                Receivers.of(sender, new Target.ToRoom(ROOM)),
                Receivers.of(sender, new Target.ToRoom(new RoomId("elsewhere"))));

        // Then
        assertThat(receivers)
                .containsExactly(
                        Set.of(new SessionId("s")),
                        Set.of(new SessionId("x")),
                        Set.of(new SessionId("s"), new SessionId("x"), new SessionId("y")),
                        Set.of());
    }

    @Test
    void aSignalLeavesThisNodeIfOneOfThoseIsOnAnother() {
        // Given
        Sender sender = sender(member("s", "theirs", THERE), member("x", "mine", HERE), member("y", "other", HERE));

        // When
        List<Boolean> leaves = List.of(
                router.leaves(sender, new Target.ToSession(new SessionId("s"))),
                router.leaves(sender, new Target.ToSession(new SessionId("y"))),
                router.leaves(sender, new Target.ToPeer(new PeerId("mine"))),
                router.leaves(sender, new Target.ToRoom(ROOM)));

        // Then
        assertThat(leaves).containsExactly(true, false, false, true);
    }
}
