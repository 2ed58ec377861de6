package io.chappe.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.chappe.client.ChappeException;
import io.chappe.client.Relayed;
import io.chappe.client.Signal;
import io.chappe.client.Target;
import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.Guests;
import io.chappe.tests.harness.Peer;
import io.chappe.tests.harness.RawSocket;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What two gateways carry between their clients, and what they say when they cannot. */
@Timeout(180)
class SignalsIT {
    @RegisterExtension
    static final Cluster CLUSTER = Cluster.shared();

    private static final int MANY = 1_000;

    @RegisterExtension
    final Guests guests = new Guests(CLUSTER);

    private final String room = guests.room();

    @Test
    void aSessionOnTheOtherGatewayIsReached() {
        // Given
        Peer ann = guests.member(0, "ann");
        Peer bob = guests.member(1, "bob");

        // When
        Relayed relayed = ann.signal(Target.session(bob.id()), new JsonObject().put("sdp", "v=0 é"));

        // Then
        assertThat(relayed).isEqualTo(new Relayed(1, List.of(), 0));
        Signal signal = bob.awaitSignals(1).get(0);
        assertThat(signal.from()).isEqualTo(ann.id());
        assertThat(signal.peer()).isEqualTo("ann");
        assertThat(signal.data()).isEqualTo(new JsonObject().put("sdp", "v=0 é"));
    }

    @Test
    void allSessionsOfAPeerAreReachedButTheSendersOwn() {
        // Given
        Peer phone = guests.member(0, "ann");
        Peer laptop = guests.member(1, "ann");
        Peer tablet = guests.member(0, "ann");
        Peer bob = guests.member(1, "bob");

        // When
        Relayed relayed = phone.signal(Target.peer("ann"), "to my other devices");

        // Then
        assertThat(relayed.sessions()).isEqualTo(2);
        laptop.awaitSignals(1);
        tablet.awaitSignals(1);
        phone.signal(Target.session(bob.id()), "a mark behind it");
        assertThat(bob.awaitSignals(1)).hasSize(1);
        assertThat(phone.signals()).isEmpty();
    }

    @Test
    void aRoomIsReachedOnBothGateways() {
        // Given
        Peer ann = guests.member(0, "ann");
        Peer near = guests.member(0, "near");
        Peer far = guests.member(1, "far");
        Peer outside = guests.peer(1, "outside");

        // When
        Relayed relayed = ann.signal(Target.room(room), List.of(1, 2));

        // Then
        assertThat(relayed).isEqualTo(new Relayed(2, List.of(), 0));
        assertThat(near.awaitSignals(1).get(0).room()).isEqualTo(room);
        assertThat(far.awaitSignals(1).get(0).room()).isEqualTo(room);
        assertThat(outside.signals()).isEmpty();
    }

    @Test
    void nobodyElseCanConfirmASignal() {
        // Given
        RawSocket ann = joined(0, "ann");
        RawSocket bob = joined(0, "bob");
        RawSocket mallory = joined(1, "mallory");
        ann.text("{\"type\":\"signal\",\"id\":2,\"to\":{\"peer\":\"bob\"},\"kind\":\"k\",\"data\":1,"
                + "\"want\":\"received\",\"timeoutMs\":1000}");
        String sender = bob.read("signal").getJsonObject("from").getString("session");

        // When
        mallory.text(new JsonObject()
                .put("type", "ack")
                .put("from", sender)
                .put("id", 2)
                .encode());

        // Then
        assertThat(ann.read("error").getString("code")).isEqualTo("timeout");
        List.of(ann, bob, mallory).forEach(RawSocket::close);
    }

    /** Somebody in the room who can acknowledge and does not by itself. */
    private RawSocket joined(int gateway, String peer) {
        RawSocket socket = RawSocket.open(CLUSTER.gateway(gateway).plainPort());
        socket.text(new JsonObject()
                .put("type", "hello")
                .put("tenant", "demo")
                .put("peer", peer)
                .put("acks", true)
                .encode());
        socket.read("welcome");
        socket.text(new JsonObject()
                .put("type", "join")
                .put("id", 1)
                .put("room", room)
                .encode());
        socket.read("joined");
        return socket;
    }

    @Test
    void aRoomWithoutOthersIsAnAckWithNobody() {
        // Given
        Peer ann = guests.member(0, "ann");

        // When
        Relayed relayed = ann.signal(Target.room(room), "echo?");

        // Then
        assertThat(relayed).isEqualTo(new Relayed(0, List.of(), 0));
    }

    @Test
    void aThousandSignalsKeepTheirOrderWhileOthersComeAndGo() {
        // Given
        Peer ann = guests.member(0, "ann");
        Peer bob = guests.member(1, "bob");
        List<Peer> restless = List.of(guests.peer(0, "restless-0"), guests.peer(1, "restless-1"));

        // When
        List<Future<Relayed>> answers = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            Target target = i % 3 == 0 ? Target.room(room) : i % 3 == 1 ? Target.peer("bob") : Target.session(bob.id());
            answers.add(ann.session().signal(target, "count", i));
            if (i % 50 == 0) {
                restless.forEach(peer ->
                        peer.joining(room).compose(joined -> peer.session().leave(room)));
            }
        }

        // Then
        answers.forEach(Peer::wait);
        assertThat(bob.awaitSignals(MANY))
                .extracting(Signal::data)
                .isEqualTo(IntStream.range(0, MANY).boxed().toList());
    }

    @Test
    void aNewcomersFirstSignalFindsThoseWhoDoNotKnowItYet() {
        // Given
        Peer bob = guests.member(1, "bob");

        // When: each joins and at once signals, faster than the news of its joining travels
        for (int i = 0; i < 20; i++) {
            Peer newcomer = guests.peer(0, "newcomer-" + i);
            newcomer.session().join(room);
            newcomer.session().send(Target.room(room), "hello", i);
        }

        // Then
        assertThat(bob.awaitSignals(20))
                .extracting(Signal::data)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 20).boxed().toList());
    }

    @Test
    void rostersOnBothGatewaysAreTheSame() {
        // Given
        Peer ann = guests.member(0, "ann");
        Peer bob = guests.member(1, "bob");

        // When
        Peer cyd = guests.member(0, "cyd");
        bob.leave(room);
        cyd.session().update(room, "muted");

        // Then
        Peer dan = guests.member(1, "dan");
        ann.awaitPeersIn(room, "ann", "cyd", "dan");
        assertThat(dan.members(room)).containsExactlyElementsOf(ann.members(room));
        assertThat(dan.members(room))
                .extracting(member -> String.valueOf(member.meta()))
                .contains("muted");
    }

    @Test
    void whoeverSaysByeIsGoneFromTheOtherGateway() {
        // Given
        Peer ann = guests.member(0, "ann");
        Peer bob = guests.member(1, "bob");
        ann.awaitPeersIn(room, "ann", "bob");

        // When
        int code = bob.bye().code();

        // Then
        assertThat(code).isEqualTo(1000);
        ann.awaitPeersIn(room, "ann");
    }

    @Test
    void whoeverSaysByeIsGoneFromItsOwnGatewayAtOnce() {
        // Given
        Peer ann = guests.member(0, "ann");
        Peer bob = guests.member(0, "bob");
        ann.awaitPeersIn(room, "ann", "bob");
        long begun = System.nanoTime();

        // When
        bob.bye();

        // Then
        ann.awaitPeersIn(room, "ann");
        // Comparing with the store every 10 s would find it, too.
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(1_500));
    }

    @Test
    void anUnknownSessionIsNoSuchSession() {
        // Given
        Peer ann = guests.member(0, "ann");

        // Then
        assertThat(code(() -> ann.signal(Target.session("AAAAAAAAAAAAAAAAAAAAAA"), 1)))
                .isEqualTo("no_such_session");
    }

    @Test
    void aSessionWithoutACommonRoomIsNoSuchSession() {
        // Given
        Peer ann = guests.member(0, "ann");
        Peer stranger = guests.peer(1, "stranger");

        // Then
        assertThat(code(() -> ann.signal(Target.session(stranger.id()), 1))).isEqualTo("no_such_session");
    }

    @Test
    void anUnknownPeerIsNoSuchPeer() {
        // Given
        Peer ann = guests.member(0, "ann");

        // Then
        assertThat(code(() -> ann.signal(Target.peer("nobody"), 1))).isEqualTo("no_such_peer");
    }

    @Test
    void aRoomOneIsNotInIsNotInRoom() {
        // Given
        Peer bob = guests.member(1, "bob");
        Peer ann = guests.peer(0, "ann");

        // Then
        assertThat(code(() -> ann.signal(Target.room(room), 1))).isEqualTo("not_in_room");
        assertThat(code(() -> ann.leave(room))).isEqualTo("not_in_room");
        assertThat(bob.signals()).isEmpty();
    }

    @Test
    void aMemberThatLeftIsNoSuchSession() {
        // Given
        Peer ann = guests.member(0, "ann");
        Peer bob = guests.member(1, "bob");
        bob.leave(room);
        ann.awaitPeersIn(room, "ann");

        // Then
        assertThat(code(() -> ann.signal(Target.session(bob.id()), 1))).isEqualTo("no_such_session");
        assertThat(code(() -> ann.signal(Target.peer("bob"), 1))).isEqualTo("no_such_peer");
    }

    @Test
    void aForeignTenantLooksAbsent() {
        // Given
        Peer ann = guests.member(0, "ann");
        Peer foreign = guests.peer(1, "other", "bob");
        foreign.join(room);

        // When
        Relayed relayed = ann.signal(Target.room(room), "for my own tenant");

        // Then
        assertThat(relayed.sessions()).isZero();
        assertThat(ann.peersIn(room)).containsExactly("ann");
        assertThat(foreign.peersIn(room)).containsExactly("bob");
        assertThat(code(() -> ann.signal(Target.session(foreign.id()), 1))).isEqualTo("no_such_session");
        assertThat(code(() -> ann.signal(Target.peer("bob"), 1))).isEqualTo("no_such_peer");
        assertThat(code(() -> ann.watch("bob"))).isEqualTo("no_such_peer");
        assertThat(foreign.signals()).isEmpty();
    }

    @Test
    void theSamePeerNameInTwoTenantsIsTwoPeers() {
        // Given
        Peer ann = guests.member(0, "ann");
        Peer mine = guests.member(1, "bob");
        Peer foreign = guests.peer(1, "other", "bob");
        foreign.join(room);

        // When
        Relayed relayed = ann.signal(Target.peer("bob"), "for mine");

        // Then
        assertThat(relayed.sessions()).isEqualTo(1);
        mine.awaitSignals(1);
        assertThat(foreign.signals()).isEmpty();
    }

    @Test
    void aWatchTellsOfAPeerOnTheOtherGateway() {
        // Given
        Peer ann = guests.member(0, "ann");
        Peer bob = guests.member(1, "bob");
        ann.awaitPeersIn(room, "ann", "bob");

        // When
        ann.watch("bob");
        ann.awaitPresence(presence -> presence.state().equals("online") && presence.sessions() == 1);
        Peer second = guests.peer(0, "bob");
        ann.awaitPresence(presence -> presence.sessions() == 2);
        second.bye();
        bob.bye();

        // Then
        ann.awaitPresence(presence -> presence.state().equals("offline") && presence.sessions() == 0);
    }

    @Test
    void aPageFromOneListenerHasItsSocketOnAnother() throws Exception {
        // Given
        String page = "https://localhost:" + CLUSTER.gateway(0).tlsPort();

        // When
        String answer;
        try (Socket tls = tlsSocket(CLUSTER.gateway(1).tlsPort())) {
            answer = RawSocket.handshake(
                    tls,
                    "localhost:" + CLUSTER.gateway(1).tlsPort(),
                    "Origin: " + page + "\r\nSec-WebSocket-Protocol: chappe.v1.json\r\n");
        }

        // Then
        assertThat(answer).startsWith("HTTP/1.1 101 ").containsIgnoringCase("sec-websocket-protocol: chappe.v1.json");
    }

    private static Socket tlsSocket(int port) throws IOException, GeneralSecurityException {
        return CLUSTER.tls().trusting().getSocketFactory().createSocket("localhost", port);
    }

    private static String code(ThrowingCallable call) {
        ChappeException refused = catchThrowableOfType(ChappeException.class, call);
        return refused == null ? "done" : refused.code();
    }
}
