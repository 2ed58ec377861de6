package io.chappe.tests;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Moderators move members to other rooms, and callers to other queues; on two gateways. */
@Timeout(90)
class MoveToRoomIT {
    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(2, 2, QueueClient.settings(Duration.ofSeconds(20)));

    private static final List<String> ALL = List.of("*");
    private static final JsonObject META = new JsonObject().put("name", "Ann");

    private final String id = UUID.randomUUID().toString();
    private final String hall = "hall-" + id;
    private final String yard = "yard-" + id;
    private final List<QueueClient> clients = new ArrayList<>();

    @AfterEach
    void hangUp() {
        clients.forEach(QueueClient::close);
    }

    private QueueClient client(int gateway, String peer, List<String> rooms, List<String> moderates) {
        QueueClient client = QueueClient.of(CLUSTER, gateway, peer, rooms, moderates);
        clients.add(client);
        return client;
    }

    private QueueClient host() {
        QueueClient host = client(0, "host", ALL, ALL);
        host.join(hall);
        return host;
    }

    private QueueClient member(String... rooms) {
        QueueClient member = client(1, "ann", rooms.length == 0 ? ALL : List.of(rooms), List.of());
        member.join(hall, META);
        return member;
    }

    /** Nothing has happened to it that it is told of. */
    private void assertStays(QueueClient member) {
        assertThat(member.heard())
                .extracting(message -> message.getString("type"))
                .doesNotContain("left", "joined", "waiting");
        assertThat(member.join(hall).getString("type")).isEqualTo("joined");
        assertThat(member.signal(new JsonObject().put("room", hall), "still here")
                        .getInteger("sessions"))
                .isPositive();
    }

    @Test
    void aMemberGoesAndAllAreToldWhatIsTheirs() {
        // Given
        QueueClient host = host();
        QueueClient member = member();
        QueueClient other = client(0, "other", ALL, List.of());
        other.join(hall);

        // When
        long request = host.askToMove(hall, member, yard);

        // Then
        assertThat(host.answer(request))
                .isEqualTo(new JsonObject()
                        .put("type", "moved")
                        .put("id", request)
                        .put("room", hall)
                        .put("session", member.session())
                        .put("to", yard));
        assertThat(member.next("left", "joined"))
                .isEqualTo(new JsonObject()
                        .put("type", "left")
                        .put("room", hall)
                        .put("reason", "moved")
                        .put("to", yard));
        JsonObject joined = member.next("joined");
        assertThat(joined.containsKey("id")).isFalse();
        assertThat(joined.getString("room")).isEqualTo(yard);
        assertThat(joined.getJsonArray("members").getJsonObject(0).getJsonObject("meta"))
                .isEqualTo(META);
        JsonObject gone = other.next("member-left", "member-updated");
        assertThat(gone.getString("type")).isEqualTo("member-left");
        assertThat(gone.getString("reason")).isEqualTo("moved");
        assertThat(gone.encode()).as("whereto is none of theirs").doesNotContain(yard);
        assertThat(member.signal(new JsonObject().put("session", other.session()), "hi")
                        .getString("code"))
                .isEqualTo("no_such_session");
    }

    @ParameterizedTest
    @CsvSource({"small, room_full", "later, closed", "locked, room_locked", "banned, forbidden", "secret, forbidden"})
    void whomTheRoomDoesNotTakeStays(String kind, String code) {
        // Given
        String to = kind + "-" + id;
        QueueClient host = host();
        QueueClient member = member("hall-*", "small-*", "later-*", "locked-*", "banned-*");
        if (kind.equals("banned")) {
            member.join(to);
        }
        host.join(to);
        host.answer(host.ask(kind.equals("locked") ? "lock" : "unlock", to));
        if (kind.equals("banned")) {
            host.answer(host.ask("kick", to, new JsonObject().put("session", member.session())));
            member.next("left");
        }

        // When
        long request = host.askToMove(hall, member, to);
        JsonObject refused = host.answer(request);

        // Then
        assertThat(refused.getString("code")).isEqualTo(code);
        assertStays(member);
        host.resume(1);
        assertThat(host.moveAgain(request, hall, member, to).getString("code"))
                .as("the same again")
                .isEqualTo(code);
    }

    @Test
    void aMoveThatWasRefusedMayBeAskedAnew() {
        // Given
        QueueClient host = host();
        QueueClient member = member();
        host.join(yard);
        host.answer(host.ask("lock", yard));
        assertThat(host.move(hall, member, yard).getString("code")).isEqualTo("room_locked");
        host.answer(host.ask("unlock", yard));

        // When
        JsonObject moved = host.move(hall, member, yard);

        // Then
        assertThat(moved.getString("type")).isEqualTo("moved");
        assertThat(member.next("joined").getString("room")).isEqualTo(yard);
    }

    @Test
    void whoMovesMustModerateAndMayMoveOthersOnlyToWhereItMayGo() {
        // Given
        QueueClient host = client(0, "host", List.of("hall-*"), List.of("hall-*"));
        host.join(hall);
        QueueClient member = member();

        // When
        List<JsonObject> answers = List.of(
                member.move(hall, host, yard),
                host.move(hall, member, yard),
                host.move(hall, member, hall),
                host.move(hall, member, "~" + yard),
                host.move(hall, host, "hall-other"),
                host.move("hall-other", member, hall));
        JsonObject nobody = host.answer(
                host.ask("move", hall, new JsonObject().put("session", "nobody").put("to", "hall-other")));

        // Then
        assertThat(answers)
                .extracting(answer -> answer.getString("code"))
                .containsExactly("forbidden", "forbidden", "bad_request", "bad_request", "bad_request", "not_in_room");
        assertThat(nobody.getString("code")).isEqualTo("no_such_session");
        assertStays(member);
    }

    @Test
    void intoARoomWithALobbyItWaitsAndIsLetIn() {
        // Given
        String lobby = "lobby-" + id;
        QueueClient host = host();
        QueueClient member = member();
        host.join(lobby);

        // When
        JsonObject moved = host.move(hall, member, lobby);

        // Then
        assertThat(moved.getString("type")).isEqualTo("moved");
        assertThat(member.next("left").getString("to")).isEqualTo(lobby);
        assertThat(member.next("waiting"))
                .isEqualTo(new JsonObject()
                        .put("type", "waiting")
                        .put("room", lobby)
                        .put("position", 1));
        host.answer(host.ask("admit", lobby, new JsonObject().put("session", member.session())));
        assertThat(member.next("joined").getString("room")).isEqualTo(lobby);
    }

    @Test
    void whoWaitsInALobbyIsMovedOutOfIt() {
        // Given
        String lobby = "lobby-" + id;
        QueueClient host = host();
        host.join(lobby);
        QueueClient member = client(1, "ann", ALL, List.of());
        member.join(lobby, META);

        // When
        JsonObject moved = host.move(lobby, member, hall);

        // Then
        assertThat(moved.getString("type")).isEqualTo("moved");
        assertThat(member.next("joined").getString("room")).isEqualTo(hall);
        assertThat(host.answer(host.ask("admit", lobby, new JsonObject().put("session", member.session())))
                        .getString("code"))
                .isEqualTo("no_such_session");
    }

    @Test
    void aCallerIsTransferredToAnotherQueueAndTakenThere() {
        // Given
        String sales = "queue-sales-" + id;
        String support = "queue-support-" + id;
        QueueClient seller = client(0, "seller", List.of("queue-*"), List.of("queue-sales-*"));
        seller.join(sales);
        QueueClient helper = client(1, "helper", List.of("queue-*"), List.of("queue-support-*"));
        helper.join(support);
        QueueClient caller = client(1, "caller", List.of("queue-*"), List.of());
        caller.join(sales, META);
        seller.lobby(1);
        String desk = seller.take(sales).getString("to");
        caller.next("joined");

        // When
        JsonObject moved = seller.move(desk, caller, support);

        // Then
        assertThat(moved.getString("type")).isEqualTo("moved");
        assertThat(caller.next("left").getString("to")).isEqualTo(support);
        assertThat(caller.next("waiting").getInteger("position")).isEqualTo(1);
        helper.lobby(1);
        JsonObject taken = helper.take(support);
        assertThat(taken.getString("session")).isEqualTo(caller.session());
        assertThat(caller.next("joined").getString("room")).isEqualTo(taken.getString("to"));
        assertThat(QueueClient.peers(seller.join(desk).getJsonArray("members"))).containsExactly("seller");
    }

    @Test
    void whoIsMovedWhileItsSocketIsLostIsThereWhenItIsBack() {
        // Given
        QueueClient host = host();
        QueueClient member = member();
        member.close();

        // When
        JsonObject moved = host.move(hall, member, yard);

        // Then
        assertThat(moved.getString("type")).isEqualTo("moved");
        assertThat(member.resume(0).getJsonObject("rooms").getMap()).containsOnlyKeys(yard);
    }

    @Test
    void whoIsInBothLeavesTheOne() {
        // Given
        QueueClient host = host();
        QueueClient member = member();
        member.join(yard);

        // When
        JsonObject moved = host.move(hall, member, yard);

        // Then
        assertThat(moved.getString("type")).isEqualTo("moved");
        assertThat(member.next("left").getString("to")).isEqualTo(yard);
        assertThat(member.heard()).isEmpty();
        assertThat(host.move(hall, member, yard).getString("type"))
                .as("as it is already")
                .isEqualTo("moved");
    }

    @Test
    void aMoveThatIsAskedAgainIsTheSame() {
        // Given
        QueueClient host = host();
        QueueClient member = member();
        long request = host.askToMove(hall, member, yard);
        JsonObject moved = host.answer(request);
        member.next("joined");
        host.resume(1);

        // When
        JsonObject again = host.moveAgain(request, hall, member, yard);

        // Then
        assertThat(again).isEqualTo(moved);
        assertThat(member.heard()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofTwoModeratorsWhoMoveItAtOnceOneDoes(boolean first) {
        // Given
        QueueClient host = host();
        QueueClient other = client(1, "other", ALL, ALL);
        other.join(hall);
        QueueClient member = member();
        QueueClient faster = first ? host : other;
        QueueClient slower = first ? other : host;

        // When
        long one = faster.askToMove(hall, member, yard);
        long two = slower.askToMove(hall, member, "elsewhere-" + id);
        List<String> answers =
                List.of(faster.answer(one).getString("type"), slower.answer(two).getString("type"));

        // Then
        assertThat(answers).containsExactlyInAnyOrder("moved", "error");
        String to = member.next("left").getString("to");
        assertThat(to).isEqualTo(answers.get(0).equals("moved") ? yard : "elsewhere-" + id);
        assertThat(member.next("joined").getString("room")).isEqualTo(to);
        assertThat(member.heard()).isEmpty();
    }

    @Test
    void whomItSharesNoRoomWithAnyMoreItWatchesNoMore() {
        // Given
        QueueClient host = host();
        QueueClient member = member();
        member.answer(member.ask("watch", hall, new JsonObject().put("peers", JsonArray.of("host"))));
        member.next("presence");
        host.move(hall, member, yard);
        member.next("joined");

        // When
        host.say(new JsonObject().put("type", "bye"));
        QueueClient witness = client(1, "witness", ALL, List.of());
        while (QueueClient.peers(witness.join(hall).getJsonArray("members")).contains("host")) {
            witness.answer(witness.ask("leave", hall));
        }

        // Then
        assertThat(member.heard()).isEmpty();
    }
}
