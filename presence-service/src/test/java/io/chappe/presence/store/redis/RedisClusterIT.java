package io.chappe.presence.store.redis;

import static io.chappe.presence.store.redis.StoreTrial.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.model.PeerId;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.SecretHash;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.SessionLimit;
import io.chappe.presence.store.JoinResult;
import io.chappe.presence.store.JournalStore.Keeping;
import io.chappe.presence.store.Place;
import io.chappe.presence.store.Renewal;
import io.chappe.presence.store.SessionRecord;
import io.chappe.presence.store.Step;
import io.chappe.presence.store.Stores;
import io.chappe.presence.store.Ticket;
import io.chappe.testing.FreePorts;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Three masters, each with a replica. */
@Timeout(60)
class RedisClusterIT {
    private static final int ROOMS = 60;
    private static final int MASTERS = 3;
    private static final int SLOTS = 16_384;

    private final List<TestRedis> servers = new ArrayList<>();
    private StoreTrial trial;

    @BeforeEach
    void start() {
        for (int i = 0; i < 2 * MASTERS; i++) {
            servers.add(TestRedis.start(
                    "--cluster-enabled", "yes",
                    "--cluster-port", Integer.toString(FreePorts.next()),
                    "--cluster-node-timeout", "1500",
                    "--repl-diskless-sync-delay", "0"));
        }
        form();
        trial = StoreTrial.open("{mode: cluster, urls: ['%s', '%s', '%s']}"
                .formatted(
                        servers.get(0).url(),
                        servers.get(3).url(),
                        servers.get(1).url()));
    }

    private void form() {
        TestRedis first = servers.get(0);
        for (TestRedis server : servers) {
            String busPort = server.cli("config", "get", "cluster-port")
                    .lines()
                    .skip(1)
                    .findFirst()
                    .orElseThrow();
            first.cli("cluster", "meet", "127.0.0.1", Integer.toString(server.port()), busPort);
        }
        for (int i = 0; i < MASTERS; i++) {
            String from = Integer.toString(i * SLOTS / MASTERS);
            String to = Integer.toString((i + 1) * SLOTS / MASTERS - 1);
            servers.get(i).cli("cluster", "addslotsrange", from, to);
        }
        for (int i = 0; i < MASTERS; i++) {
            String master = servers.get(i).cli("cluster", "myid");
            TestRedis replica = servers.get(MASTERS + i);
            TestRedis.until(() -> replica.cli("cluster", "replicate", master).equals("OK"));
        }
        TestRedis.until(() -> servers.stream().allMatch(server -> isComplete(server)));
    }

    private static boolean isComplete(TestRedis server) {
        return server.cli("cluster", "info").contains("cluster_state:ok")
                && server.cli("cluster", "nodes")
                                .lines()
                                .filter(node -> node.contains("slave"))
                                .count()
                        == MASTERS
                && (server.cli("role").startsWith("master")
                        || server.cli("info", "replication").contains("master_link_status:up"));
    }

    @AfterEach
    void stop() {
        if (trial != null) {
            trial.close();
        }
        servers.forEach(TestRedis::close);
    }

    @Test
    void allPartsOfTheStoreWorkOnAllServers() {
        // Given
        Stores stores = trial.stores();
        PeerKey ann = new PeerKey(StoreTrial.room("r").tenant(), new PeerId("ann"));
        SessionId session = new SessionId("s");

        // When
        Renewal leased = await(stores.leases().open(StoreTrial.HOME, Duration.ofSeconds(10)));
        await(stores.holdings().open(StoreTrial.HOME));
        Ticket ticket = Objects.requireNonNull(await(stores.holdings().hold(StoreTrial.HOME, new Place.Peer(ann))));
        await(stores.peers().open(ann, session, SecretHash.of("x"), 20_000, ticket, SessionLimit.NONE));
        await(stores.peers().enter(ann, session, new Step(1, 1), new RoomId("r")));
        List<Future<JoinResult>> joins = joinAll("s");
        joins.forEach(StoreTrial::await);
        long number = await(stores.journals().append("{j}", List.of("text"), new Keeping(10, Duration.ZERO)));

        // Then
        SessionRecord record = Objects.requireNonNull(await(stores.peers().locate(ann, session, 0)));
        assertThat(leased.outcome()).isEqualTo(Renewal.Outcome.HELD);
        assertThat(record.rooms()).containsOnlyKeys(new RoomId("r"));
        assertThat(await(stores.journals().before("{j}", number + 1, 10))).hasSize(1);
        assertThat(Objects.requireNonNull(await(stores.holdings().seal(StoreTrial.HOME)))
                        .places())
                .containsOnlyKeys(new Place.Peer(ann));
        assertThat(servers.subList(0, MASTERS))
                .allMatch(server -> Integer.parseInt(server.cli("dbsize")) > ROOMS / MASTERS);
    }

    @Test
    void operationsResumeWhenAMasterIsKilledAndDoNotStopOnTheOthers() {
        // Given
        joinAll("s1").forEach(StoreTrial::await);
        List<String> elsewhere = roomsOutside(servers.get(0));
        servers.get(0).kill();

        // When
        List<Future<JoinResult>> onOthers =
                elsewhere.stream().map(room -> trial.join(room, "s2")).toList();
        onOthers.forEach(StoreTrial::await);
        long resumed = trial.untilItWorks(() -> Future.all(joinAll("s2")));

        // Then
        assertThat(resumed).isLessThan(10_000);
    }

    @Test
    void noJoinIsLostWhileSlotsMove() {
        // Given
        joinAll("first").forEach(StoreTrial::await);
        Future<Void> moved = moveSlots();

        // When
        List<Future<JoinResult>> joins = new ArrayList<>();
        for (int i = 0; !moved.isComplete(); i++) {
            List<Future<JoinResult>> round = joinAll("s" + i);
            Future.join(round).otherwiseEmpty().await();
            joins.addAll(round);
        }

        // Then
        assertThat(moved.succeeded()).isTrue();
        assertThat(joins).allMatch(Future::succeeded);
        int rounds = joins.size() / ROOMS;
        assertThat(rooms().map(room -> Objects.requireNonNull(
                                await(trial.stores().rooms().roster(StoreTrial.room(room))))
                        .members()
                        .size()))
                .containsOnly(rounds + 1);
    }

    /** Moves slots from the first master to the second one, each with its keys. */
    private Future<Void> moveSlots() {
        TestRedis from = servers.get(0);
        TestRedis to = servers.get(1);
        return trial.vertx.executeBlocking(() -> {
            from.cli(
                    "--cluster",
                    "reshard",
                    "127.0.0.1:" + from.port(),
                    "--cluster-from",
                    from.cli("cluster", "myid"),
                    "--cluster-to",
                    to.cli("cluster", "myid"),
                    "--cluster-slots",
                    "1500",
                    "--cluster-yes");
            return null;
        });
    }

    private static Stream<String> rooms() {
        return Stream.iterate(0, i -> i + 1).limit(ROOMS).map(i -> "room" + i);
    }

    private List<Future<JoinResult>> joinAll(String session) {
        return rooms().map(room -> trial.join(room, session)).toList();
    }

    private static List<String> roomsOutside(TestRedis server) {
        Keys keys = new Keys("chappe");
        List<String> inside = server.cli("keys", "*").lines().toList();
        return rooms().filter(
                        room -> !inside.contains(keys.of(StoreTrial.room(room)).get(0)))
                .toList();
    }
}
