package io.chappe.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.tests.harness.Admin;
import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.CommandLine;
import io.chappe.tests.harness.CommandLine.Ended;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each command of {@code deploy/chappe}, and what clients notice of it. */
@Timeout(120)
class ChappeCommandIT {
    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(
            1, 2, RoomClient.settings(new JsonObject().put("name", "lobby-*").put("lobby", true)));

    private final String id = UUID.randomUUID().toString();
    private final String room = "room-" + id;
    private final Admin admin = CLUSTER.admin(0);
    private final CommandLine chappe = CommandLine.of(admin);
    private final List<RoomClient> clients = new ArrayList<>();

    @AfterEach
    void hangUp() {
        clients.forEach(RoomClient::close);
    }

    private RoomClient member(int gateway, String peer) {
        RoomClient client = RoomClient.guest(CLUSTER, gateway, peer + "-" + id);
        clients.add(client);
        assertThat(client.join(room).getString("type")).isEqualTo("joined");
        return client;
    }

    private static String done(Ended ended) {
        assertThat(ended.status()).as(ended.errors()).isZero();
        return ended.output();
    }

    private String nodeOf(RoomClient client) {
        JsonObject peer = admin.get("/tenants/acme/peers/" + client.peer());
        return peer.getJsonArray("sessions").getJsonObject(0).getString("node");
    }

    @Test
    void followsWhatHappens() {
        // Given
        RoomClient ann = member(0, "ann");
        String follow = "timeout %s 4 chappe --json events follow --all | grep --line-buffered %s";

        // When
        Ended ended = chappe.shell(follow.formatted("--signal=INT", id) + " & sleep 2; chappe rooms close " + room
                + " --yes >/dev/null; wait");

        // Then
        assertThat(ended.output().lines().map(line -> new JsonObject(line).getString("type")))
                .as(ended.errors())
                .containsSubsequence("session.opened", "room.opened", "member.joined", "member.left", "room.closed");
        assertThat(ann.peer()).contains(id);
        assertThat(done(chappe.run("events", "list", "--all-tenants", "--limit", "0")))
                .startsWith("AT ")
                .contains("TENANT", id);
        assertThat(chappe.with("CHAPPE_URL", "http://127.0.0.1:1")
                        .run("events", "follow")
                        .errors())
                .contains("nothing listens there");
    }

    @Test
    void listsNodesInATableWithoutColors() {
        // Given
        String node = nodeOf(member(0, "ann"));

        // When
        Ended ended = chappe.run("nodes");

        // Then
        assertThat(done(ended)).startsWith("NODE ").doesNotContain("\033");
        assertThat(ended.rows())
                .hasSize(3)
                .anySatisfy(row -> assertThat(row).matches(node + " +\\S+ +gateway +up +\\d+ +\\d+ +\\d+ +\\S+ +\\S+"));
        assertThat(ended.errors()).isEmpty();
    }

    @Test
    void showsANodeByTheBeginningOfItsId() {
        // Given
        String node = nodeOf(member(0, "ann"));

        // When
        Ended ended = chappe.run("nodes", "show", node.substring(0, 13), "--json");

        // Then
        assertThat(ended.json().getString("id")).isEqualTo(node);
        assertThat(done(chappe.run("nodes", "show", node))).contains("state     up\n");
        assertThat(chappe.run("nodes", "show", "none").errors()).contains("there is no node none");
        assertThat(chappe.run("nodes", "show", "").status()).isEqualTo(2);
    }

    @Test
    void drainsUntilNobodyIsLeftAndUndrains() {
        // Given
        RoomClient ann = member(0, "ann");
        String node = nodeOf(ann);
        CommandLine.Ended refused = chappe.run("drain", node);

        // When
        Ended ended = chappe.run("drain", node, "--within", "1", "--yes");

        // Then
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.errors()).contains("1 other gateway is left", "Nothing was done", "--yes");
        assertThat(ann.next("go-away").getString("reason")).isEqualTo("drain");
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.errors())
                .containsPattern(node + " drains: \\d+ sessions? left")
                .contains("it drains on");
        hangUp();
        assertThat(done(chappe.run("drain", node, "--yes"))).contains(node + " has no sessions any more");
        assertThat(done(chappe.run("nodes", "undrain", node)))
                .isEqualTo(node + " takes clients again; it has 0 sessions\n");
        CLUSTER.awaitReady();
    }

    @Test
    void addsChangesSuspendsAndRemovesATenant() {
        // Given
        String tenant = "shop-" + id;
        done(chappe.run("tenants", "put", tenant, "{\"anonymous\": true, \"limits\": {\"sessions\": 7}}"));

        // When
        Ended suspended = chappe.run("tenants", "suspend", tenant, "--yes");

        // Then
        assertThat(done(suspended)).contains("is suspended");
        assertThat(done(chappe.run("tenants", "--prefix", tenant))).containsPattern(tenant + " +suspended +none ");
        assertThat(done(chappe.run("tenants", "show", tenant))).contains("\"sessions\": 7");
        assertThat(done(chappe.run("tenants", "resume", tenant))).contains("is open");
        assertThat(chappe.run("tenants", "change", tenant, "{\"colour\": 1}").errors())
                .contains("colour: no such setting")
                .doesNotContain("colour: colour");
        assertThat(chappe.run("tenants", "put", tenant, "[]").status()).isEqualTo(2);
        assertThat(chappe.run("tenants", "remove", tenant).errors()).contains("Nothing was done");
        done(chappe.run("tenants", "remove", tenant, "--yes"));
        assertThat(chappe.run("tenants", "show", tenant).status()).isEqualTo(1);
    }

    @Test
    void exchangesAKeyOfATenantsTokens() {
        // Given
        String tenant = "shop-" + id;
        String key = "{\"algorithms\": [\"HS256\"], \"secret\": \"0123456789abcdef0123456789abcdef\"}";
        done(chappe.run("tenants", "put", tenant, "{\"tokens\": {\"keys\": [" + key + "]}}"));
        done(chappe.run("tenants", "put-key", tenant, "old", key));

        // When
        Ended made = chappe.run("tenants", "make-key", tenant, "new", "--json");

        // Then
        String secret = made.json().getString("secret");
        assertThat(secret).hasSize(43);
        done(chappe.run("tenants", "remove-key", tenant, "old", "--yes"));
        assertThat(done(chappe.run("tenants", "show", tenant)))
                .contains("\"new\"")
                .doesNotContain("\"old\"")
                .doesNotContain(secret);
        assertThat(chappe.run("tenants", "make-key", tenant, "new").errors()).contains("there is a key with this kid");
        done(chappe.run("tenants", "remove", tenant, "--yes"));
    }

    @Test
    void endsTheSessionsOfAPeer() {
        // Given
        RoomClient ann = member(0, "ann");

        // When
        Ended ended = chappe.run("peers", "disconnect", ann.peer(), "--tenant", "acme", "--yes");

        // Then
        assertThat(done(ended)).isEqualTo("1 session of peer '" + ann.peer() + "' ended\n");
        assertThat(ann.closed()).isEqualTo(4403);
        assertThat(chappe.run("peers", "disconnect", ann.peer(), "--tenant", "acme", "--yes")
                        .errors())
                .contains("is offline");
    }

    @Test
    void listsWhatWasTakenBack() {
        // Given
        done(chappe.run("tokens", "revoke", "--peer", "gone-" + id, "--tenant", "acme"));

        // When
        Ended ended = chappe.run("tokens", "--tenant", "acme");

        // Then
        assertThat(done(ended)).contains("peer 'gone-" + id + "'");
    }

    @Test
    void rebalancesAShare() {
        // Given
        String node = nodeOf(member(1, "ann"));

        // When
        Ended ended = chappe.run("nodes", "rebalance", node, "--share", "0.001", "--json");

        // Then
        assertThat(ended.json().getString("state")).isNotEmpty();
        assertThat(chappe.run("nodes", "rebalance", node, "--share", "7").errors())
                .startsWith("chappe: --share wants a share from 0.001 to 1, not '7'");
        assertThat(chappe.run("nodes", "rebalance", node).status()).isEqualTo(2);
    }

    @Test
    void listsRoomsAndWhoIsInThem() {
        // Given
        RoomClient ann = member(0, "ann");
        RoomClient bob = member(1, "bob");

        // When
        Ended rooms = chappe.run("rooms", "--prefix", room);

        // Then
        assertThat(rooms.rows()).singleElement().asString().matches(room + " +2 +0 +0 +-");
        assertThat(chappe.run("rooms", "members", room).rows())
                .satisfiesExactly(
                        row -> assertThat(row).startsWith(ann.peer() + "  " + ann.session() + "  online"),
                        row -> assertThat(row).startsWith(bob.peer() + "  " + bob.session() + "  online"));
        assertThat(chappe.run("rooms", "list", "--tenant", "demo", "--prefix", room, "--json")
                        .items())
                .isEmpty();
        assertThat(chappe.run("peers", "show", ann.peer()).rows())
                .singleElement()
                .asString()
                .endsWith("  " + room);
        assertThat(done(chappe.run("peers", "show", "nobody"))).isEqualTo("peer 'nobody' is offline\n");
    }

    @Test
    void changesARoom() {
        // Given
        RoomClient ann = member(0, "ann");

        // When
        String locked = done(chappe.run("rooms", "lock", room));

        // Then
        assertThat(locked).isEqualTo("room '%s' is locked\n".formatted(room));
        assertThat(ann.next("room-updated").getBoolean("locked")).isTrue();
        assertThat(chappe.run("rooms", "unlock", room, "--json").json().getBoolean("locked"))
                .isFalse();
        done(chappe.shell("echo '{\"title\": \"Physics\"}' | chappe rooms set-meta %s -".formatted(room)));
        assertThat(done(chappe.run("rooms", "show", room))).contains("metadata     {\"title\": \"Physics\"}\n");
        assertThat(chappe.run("rooms", "set-meta", room, "[1]").errors()).startsWith("chappe: metadata: ");
        assertThat(chappe.run("rooms", "set-meta", room, "{x").status()).isEqualTo(2);
        assertThat(chappe.run("rooms", "lock", "nobodys-" + id).status()).isEqualTo(1);
    }

    @Test
    void movesKicksAndCloses() {
        // Given
        RoomClient ann = member(0, "ann");
        RoomClient bob = member(1, "bob");

        // When
        done(chappe.run("rooms", "move", room, "--session", bob.session(), "--to", "other-" + id));

        // Then
        assertThat(bob.next("left").getString("reason")).isEqualTo("moved");
        assertThat(bob.next("joined").getString("room")).isEqualTo("other-" + id);
        assertThat(done(chappe.run("rooms", "kick", "other-" + id, "--peer", bob.peer(), "--ban", "60")))
                .contains("banned for 1m");
        assertThat(bob.next("left").getString("reason")).isEqualTo("kicked");
        assertThat(chappe.run("rooms", "close", room).errors()).contains("takes 1 session out", "Nothing was done");
        assertThat(done(chappe.run("rooms", "close", room, "--yes"))).contains("1 session taken out");
        assertThat(ann.next("left").getString("reason")).isEqualTo("closed");
        assertThat(chappe.run("rooms", "kick", room, "--peer", ann.peer()).errors())
                .contains("is not in room");
        assertThat(chappe.run("rooms", "kick", room).status()).isEqualTo(2);
        assertThat(chappe.run("rooms", "kick", room, "--session", "-begins-with-a-dash")
                        .errors())
                .endsWith("(404)\n");
    }

    @Test
    void tellsOfTheKey() {
        // Given
        String shown = done(chappe.run("key"));

        // When
        JsonObject told = chappe.run("key", "--json").json();

        // Then
        assertThat(told.getJsonArray("scopes")).contains("operate");
        assertThat(shown)
                .startsWith("name     " + told.getString("name") + "\n")
                .endsWith("tenants  all\n");
    }

    @Test
    void makesATokenThatLetsIn() {
        // Given
        String tenant = "made-" + id;
        String terms =
                "{\"tokens\": {\"keys\": [{\"kid\": \"one\", \"algorithms\": [\"HS256\"], \"secret\": \"%s\"}]}}";
        done(chappe.run("tenants", "put", tenant, terms.formatted("s".repeat(32))));

        // When
        Ended made = chappe.run("tokens", "make", "--peer", "ann", "--room", "a-*", "--room", "b", "--tenant", tenant);

        // Then
        assertThat(done(made)).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+\n");
        assertThat(chappe.run("tokens", "make", "--peer", "ann", "--tenant", tenant)
                        .status())
                .isEqualTo(2);
    }

    @Test
    void bansAndLetsComeAgain() {
        // Given
        member(0, "ann");
        RoomClient bob = member(1, "bob");

        // When
        String banned = done(chappe.run("rooms", "ban", room, "--peer", bob.peer(), "--for", "60"));

        // Then
        assertThat(banned).contains("is banned from room '%s' for 1m".formatted(room));
        assertThat(bob.next("left").getString("reason")).isEqualTo("kicked");
        assertThat(bob.join(room).getString("code")).isEqualTo("forbidden");
        assertThat(done(chappe.run("rooms", "unban", room, "--peer", bob.peer())))
                .contains("can come into room");
        assertThat(bob.join(room).getString("type")).isEqualTo("joined");
        assertThat(chappe.run("rooms", "unban", room, "--peer", bob.peer()).errors())
                .endsWith("(404)\n");
        assertThat(chappe.run("rooms", "ban", "nobodys-" + id, "--peer", bob.peer())
                        .status())
                .isEqualTo(1);
    }

    @Test
    void letsSomebodyIn() {
        // Given
        String lobby = "lobby-" + id;
        RoomClient host = RoomClient.moderator(CLUSTER, 0, "host-" + id);
        clients.add(host);
        host.join(lobby);
        RoomClient guest = RoomClient.guest(CLUSTER, 1, "guest-" + id);
        clients.add(guest);
        assertThat(guest.join(lobby).getString("type")).isEqualTo("waiting");
        assertThat(chappe.run("rooms", "members", lobby).output()).contains("  waiting  ", "  moderator  ");

        // When
        done(chappe.run("rooms", "admit", lobby, "--peer", guest.peer()));

        // Then
        assertThat(guest.next("joined").getString("room")).isEqualTo(lobby);
    }

    @Test
    void takesTokensBack() {
        // Given
        RoomClient ann = member(0, "ann");

        // When
        String revoked = done(chappe.run("tokens", "revoke", "--peer", ann.peer()));

        // Then
        assertThat(revoked).contains("count no longer");
        assertThat(ann.closed()).isEqualTo(4403);
        assertThat(chappe.run("tokens", "revoke", "--all").errors()).contains("Nothing undoes that", "--yes");
        assertThat(chappe.run("tokens", "revoke").status()).isEqualTo(2);
    }
}
