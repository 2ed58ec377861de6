package io.chappe.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chappe.tests.harness.Cluster;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A member that no other member sees: nothing of it is in any frame of the others, who are on both gateways. */
@Timeout(120)
class HiddenMemberIT {
    /** A room with more has a signal for all of a node in one message. */
    private static final int MANY = 51;

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(
            1, 2, RoomClient.settings(new JsonObject().put("name", "pair-*").put("maxMembers", 2)));

    private final String id = UUID.randomUUID().toString();
    private final String room = "room-" + id;
    private final List<RoomClient> clients = new ArrayList<>();
    private final RoomClient ann = in(RoomClient.moderator(CLUSTER, 0, "ann"));
    private final RoomClient bob = in(RoomClient.guest(CLUSTER, 1, "bob"));
    private final RoomClient ghost = in(new RoomClient(
            CLUSTER,
            0,
            "ghost-" + id,
            new JsonObject()
                    .put("hidden", true)
                    .put("moderate", JsonArray.of("*"))
                    .put("attributes", new JsonObject().put("trace", "phantom"))));

    private RoomClient in(RoomClient client) {
        clients.add(client);
        return client;
    }

    @AfterEach
    void hangUp() {
        clients.forEach(RoomClient::close);
    }

    private void joinAll() {
        ann.join(room);
        bob.join(room);
        ghost.join(room);
        letAllHear();
    }

    /** Whoever has heard of one who came last knows all who came before, those too of whom nobody is told. */
    private void letAllHear() {
        RoomClient last = in(RoomClient.guest(CLUSTER, 1, "last-" + id));
        List<RoomClient> members = List.of(ann, bob, ghost);
        last.join(room);
        members.forEach(member -> member.hears(last.peer()));
        last.request("leave", room);
        members.forEach(member -> member.hears(last.peer()));
    }

    private JsonObject toRoom(RoomClient from) {
        return from.signal(new JsonObject().put("room", room), new JsonObject());
    }

    private void assertNobodySaw(RoomClient... others) {
        for (RoomClient other : others) {
            assertThat(other.heard())
                    .noneMatch(frame -> frame.contains(ghost.session())
                            || frame.contains(ghost.peer())
                            || frame.contains("phantom"));
        }
    }

    @Test
    void itSeesAndHearsAllAndNobodySeesIt() {
        // Given
        ann.join(room);
        bob.join(room);

        // When
        JsonObject joined = ghost.join(room);
        letAllHear();
        ghost.request("update", room, new JsonObject().put("meta", new JsonObject().put("phantom", 1)));
        JsonObject ofAnn = toRoom(ann);
        JsonObject ofBob = toRoom(bob);

        // Then
        assertThat(RoomClient.peers(joined)).containsExactly("ann", "bob");
        assertThat(joined.getString("self")).isEqualTo(ghost.session());
        assertThat(List.of(ofAnn, ofBob)).allSatisfy(ack -> {
            assertThat(ack.getString("status")).isEqualTo("relayed");
            assertThat(ack.getInteger("sessions")).isEqualTo(1);
            assertThat(ack.getInteger("missingCount")).isZero();
        });
        assertThat(ghost.next("signal").getJsonObject("from").getString("peer")).isEqualTo("ann");
        assertThat(ghost.next("signal").getJsonObject("from").getString("peer")).isEqualTo("bob");
        JsonObject late = in(RoomClient.guest(CLUSTER, 1, "late")).join(room);
        assertThat(RoomClient.peers(late)).containsExactly("ann", "bob", "late");
        ghost.request("leave", room);
        assertNobodySaw(ann, bob);
    }

    @Test
    void nobodySeesItMoveAndComeBackAndEnd() {
        // Given
        joinAll();

        // When
        ghost.drop();
        JsonObject welcome = ghost.resume(1);
        JsonObject ack = toRoom(ann);
        bob.drop();
        JsonObject resumed = bob.resume(0);
        ghost.say(new JsonObject().put("type", "bye"));

        // Then
        assertThat(welcome.getBoolean("resumed")).isTrue();
        assertThat(RoomClient.peers(welcome.getJsonObject("rooms").getJsonObject(room)))
                .containsExactly("ann", "bob");
        assertThat(ack.getInteger("sessions")).isEqualTo(1);
        assertThat(resumed.getBoolean("resumed")).isTrue();
        ann.request("update", room, new JsonObject().put("meta", 1));
        assertNobodySaw(ann, bob);
    }

    @Test
    void aReceiptIsNotWaitedForFromIt() {
        // Given
        joinAll();

        // When
        JsonObject ack = ann.signal(new JsonObject().put("room", room), new JsonObject().put("want", "received"));

        // Then
        assertThat(ack.getString("status")).isEqualTo("received");
        assertThat(ack.getInteger("sessions")).isEqualTo(1);
        assertThat(ghost.next("signal").getLong("id")).isEqualTo(ack.getLong("id"));
    }

    @Test
    void aloneWithItOneIsAlone() {
        // Given
        ann.join(room);
        ghost.join(room);

        // When
        JsonObject ack = toRoom(ann);
        assertNobodySaw(ann);
        JsonObject toPeer = ann.signal(new JsonObject().put("peer", ghost.peer()), new JsonObject());
        JsonObject watch = watch(ann, ghost.peer());

        // Then
        assertThat(ack.getInteger("sessions")).isZero();
        assertThat(ack.getInteger("missingCount")).isZero();
        assertThat(toPeer.getString("code")).isEqualTo("no_such_peer");
        assertThat(watch.getString("code")).isEqualTo("no_such_peer");
        assertThat(ghost.next("signal").getString("data")).isEqualTo("hello");
    }

    private static JsonObject watch(RoomClient client, String peer) {
        return client.request("watch", "", new JsonObject().put("peers", JsonArray.of(peer)));
    }

    @Test
    void whatItSaysComesFromItAndIsAnswered() {
        // Given
        joinAll();

        // When
        JsonObject ack = toRoom(ghost);

        // Then
        JsonObject from = bob.next("signal").getJsonObject("from");
        assertThat(ack.getInteger("sessions")).isEqualTo(2);
        assertThat(from.getString("session")).isEqualTo(ghost.session());
        JsonObject answer = bob.signal(new JsonObject().put("session", ghost.session()), new JsonObject());
        assertThat(answer.getString("status")).isEqualTo("relayed");
        assertThat(ghost.next("signal").getJsonObject("from").getString("peer")).isEqualTo("bob");
    }

    @Test
    void itModeratesUnseenAndIsKickedUnseen() {
        // Given
        joinAll();
        String session = ghost.session();

        // When
        JsonObject locked = ghost.request("lock", room);
        JsonObject kicked = ann.request("kick", room, new JsonObject().put("session", session));

        // Then
        assertThat(locked.getString("type")).isEqualTo("ack");
        assertThat(kicked.getString("type")).isEqualTo("ack");
        assertThat(ghost.next("left").getString("reason")).isEqualTo("kicked");
        assertThat(bob.next("room-updated").getBoolean("locked")).isTrue();
        assertNobodySaw(ann, bob);
    }

    @Test
    void itTakesNobodysPlace() {
        // Given
        String pair = "pair-" + id;
        ann.join(pair);

        // When
        JsonObject hidden = ghost.join(pair);
        JsonObject second = bob.join(pair);
        JsonObject third = in(RoomClient.guest(CLUSTER, 1, "cyd")).join(pair);

        // Then
        assertThat(hidden.getString("type")).isEqualTo("joined");
        assertThat(RoomClient.peers(second)).containsExactly("ann", "bob");
        assertThat(third.getString("code")).isEqualTo("room_full");
        assertNobodySaw(ann, bob);
    }

    @Test
    void nobodySeesItWhenTheStoreIsLostAndPutBack() {
        // Given
        joinAll();

        // When
        CLUSTER.service(0).kill();
        CLUSTER.restartService(0);
        CLUSTER.awaitReady();

        // Then
        await("a join").atMost(Duration.ofSeconds(40)).ignoreExceptions().untilAsserted(() -> {
            RoomClient late = in(RoomClient.guest(CLUSTER, 1, "late-" + UUID.randomUUID()));
            JsonObject joined = late.join(room);
            assertThat(RoomClient.peers(joined)).contains("ann", "bob").doesNotContain(ghost.peer());
            assertThat(toRoom(late).getInteger("sessions"))
                    .isEqualTo(joined.getJsonArray("members").size() - 1);
        });
        JsonObject ack = toRoom(ann);
        assertThat(ghost.next("signal").getString("data")).isEqualTo("hello");
        assertThat(ack.getInteger("missingCount")).isZero();
        assertNobodySaw(ann, bob);
    }

    @Test
    void nobodySeesThatItsGatewayWasLost() {
        // Given
        ann.join(room);
        RoomClient moved = in(new RoomClient(CLUSTER, 1, "ghost-" + id, new JsonObject().put("hidden", true)));
        moved.join(room);

        // When
        CLUSTER.gateway(1).process().kill();
        JsonObject welcome = moved.resume(0);
        CLUSTER.restartEnded();
        CLUSTER.awaitSteady();

        // Then
        assertThat(welcome.getBoolean("resumed")).isTrue();
        assertThat(toRoom(ann).getInteger("sessions")).isZero();
        assertThat(moved.next("signal").getString("data")).isEqualTo("hello");
        assertThat(ann.heard()).noneMatch(frame -> frame.contains(moved.session()) || frame.contains(moved.peer()));
    }

    @Test
    void amongManyItHearsAllAndIsNotCounted() {
        // Given
        joinAll();
        for (int i = 2; i < MANY; i++) {
            in(RoomClient.guest(CLUSTER, i % 2, "guest-" + i)).join(room);
        }
        ann.heard();

        // When
        JsonObject ofAnn = toRoom(ann);
        JsonObject ofGhost = toRoom(ghost);

        // Then
        assertThat(ofAnn.getInteger("sessions")).isEqualTo(MANY - 1);
        assertThat(ofAnn.getInteger("missingCount")).isZero();
        assertThat(ofGhost.getInteger("sessions")).isEqualTo(MANY);
        assertThat(ofGhost.getInteger("missingCount")).isZero();
        assertThat(ghost.heard())
                .filteredOn(frame -> frame.contains("\"signal\""))
                .hasSize(1);
    }
}
