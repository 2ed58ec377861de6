package io.chappe.presence.store.redis;

import static io.chappe.presence.Await.await;
import static io.chappe.presence.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.model.Entry;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.SessionId;
import io.chappe.node.config.ConfigLoader;
import io.chappe.presence.store.Doubt;
import io.chappe.presence.store.Hold;
import io.chappe.presence.store.Newcomer;
import io.chappe.presence.store.Step;
import io.chappe.presence.store.StoreTime;
import io.chappe.presence.store.Stores;
import io.chappe.presence.store.Ticket;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The names of rooms in Redis: none stays for good when its room is over, and none is missing for good. */
@Timeout(60)
class RedisIndexIT {
    private static final long FIVE_MINUTES = 300_000;
    private static final List<String> INDEX =
            new Keys("chappe").index(StoreTrial.room("any").tenant());

    private final Vertx vertx = Vertx.vertx();
    private TestRedis server;
    private ScriptRunner runner;
    private Stores stores;

    @BeforeEach
    void start() {
        server = TestRedis.start();
        RedisConfig config = ConfigLoader.parse(RedisConfig.class, "{urls: ['%s']}".formatted(server.url()));
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        RedisLink link =
                new RedisLink(vertx, vertx.getOrCreateContext(), new RedisClients(vertx, config), new Doubt(), meters);
        await(link.open());
        runner = new ScriptRunner(vertx, link, Duration.ofSeconds(2), config.maxPending(), meters);
        stores = new TestClock(Redis.createClient(vertx, server.url()))
                .before(RedisStores.of(
                        runner, config.keyPrefix(), new ScriptFiles(TestClock.LUA), StoreTime.NOW::get, new Doubt()));
    }

    @AfterEach
    void stop() {
        await(vertx.close());
        server.close();
    }

    private void join(String room, String session) {
        Newcomer newcomer =
                new Newcomer(new SessionId(session), new PeerId("peer"), new Step(1, 1), StoreTrial.META, Entry.PLAIN);
        Ticket ticket = new Ticket(new Hold(StoreTrial.HOME, 7), Long.MAX_VALUE >> 12);
        await(stores.rooms().join(StoreTrial.room(room), newcomer, ticket, 1_000, 0));
    }

    private void leave(String room, String session) {
        await(stores.rooms().leave(StoreTrial.room(room), new SessionId(session), new Step(1, 2), LeaveReason.LEFT));
    }

    private List<String> inIndex() {
        return server.cli("zrange", INDEX.get(0), "0", "-1")
                .lines()
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private List<String> listed() {
        return await(stores.rooms().list(StoreTrial.room("any").tenant(), "", null, 100)).rooms().stream()
                .map(summary -> summary.room().value())
                .toList();
    }

    private long seenAt(String room) {
        return Long.parseLong(server.cli("zscore", INDEX.get(1), room));
    }

    @Test
    void theNameOfARoomThatIsOverGoesWhenItIsFiveMinutesOldAndAnotherRoomBegins() {
        // Given
        join("over", "s1");
        join("standing", "s1");
        leave("over", "s1");
        StoreTime.NOW.addAndGet(FIVE_MINUTES - 1);
        join("in between", "s1");
        until(() -> inIndex().contains("in between"));
        List<String> before = inIndex();
        StoreTime.NOW.addAndGet(1);

        // When
        join("another", "s1");

        // Then
        assertThat(before).containsExactly("in between", "over", "standing");
        until(() -> inIndex().equals(List.of("another", "in between", "standing")));
        until(() -> seenAt("standing") == StoreTime.NOW.get());
        assertThat(server.cli("zcard", INDEX.get(1))).isEqualTo("3");
        assertThat(listed()).containsExactly("another", "in between", "standing");
    }

    @Test
    void moreNamesGoThanCome() {
        // Given
        for (int i = 0; i < 10; i++) {
            join("over " + i, "s1");
            leave("over " + i, "s1");
        }
        until(() -> inIndex().size() == 10);
        StoreTime.NOW.addAndGet(FIVE_MINUTES);

        // When
        for (int i = 0; i < 5; i++) {
            int left = 8 - 2 * i;
            join("standing " + i, "s1");
            until(() ->
                    inIndex().stream().filter(name -> name.startsWith("over")).count() == left);
        }

        // Then
        assertThat(inIndex()).hasSize(5).allMatch(name -> name.startsWith("standing"));
    }

    @Test
    void theNameOfARoomThatBeganAgainMeanwhileStays() {
        // Given
        join("room", "s1");
        until(() -> inIndex().equals(List.of("room")));
        String asked = server.cli("zscore", INDEX.get(1), "room");
        leave("room", "s1");
        StoreTime.NOW.addAndGet(FIVE_MINUTES);
        join("room", "s2");
        until(() -> seenAt("room") == StoreTime.NOW.get());
        Script forget = new ScriptFiles(TestClock.LUA).script("index/forget", "index/index");

        // When
        await(runner.run(forget, INDEX, "room", asked));

        // Then
        assertThat(inIndex()).containsExactly("room");
        await(runner.run(forget, INDEX, "room", server.cli("zscore", INDEX.get(1), "room")));
        assertThat(inIndex()).isEmpty();
    }

    @Test
    void aLostNameComesBackWithTheNextWhoJoinsAfterAWhile() {
        // Given
        join("room", "s1");
        until(() -> inIndex().equals(List.of("room")));
        server.cli("del", INDEX.get(0), INDEX.get(1));
        join("room", "s2");
        List<String> lost = listed();

        // When
        StoreTime.NOW.addAndGet(60_000);
        join("room", "s3");

        // Then
        assertThat(lost).isEmpty();
        until(() -> listed().equals(List.of("room")));
    }

    @Test
    void aLostNameComesBackWhenItsRoomIsLookedAtAndNobodyJoins() {
        // Given
        RoomKey room = StoreTrial.room("room");
        join("room", "s1");
        until(() -> inIndex().equals(List.of("room")));
        server.cli("del", INDEX.get(0), INDEX.get(1));
        await(stores.rooms().stamp(room));
        await(stores.rooms().stamp(StoreTrial.room("never")));
        List<String> lost = listed();

        // When
        StoreTime.NOW.addAndGet(FIVE_MINUTES);
        await(stores.rooms().stamp(room));
        await(stores.rooms().stamp(StoreTrial.room("never")));

        // Then
        assertThat(lost).isEmpty();
        until(() -> inIndex().equals(List.of("room")));
    }

    @Test
    void aRoomThatIsCalledLikeAnAnswerIsARoom() {
        // Given
        join("LATE", "s1");
        until(() -> inIndex().equals(List.of("LATE")));

        // When
        var page = await(stores.rooms().list(StoreTrial.room("any").tenant(), "LATE", null, 1));

        // Then
        assertThat(page.rooms()).extracting(summary -> summary.room()).containsExactly(new RoomId("LATE"));
    }

    @Test
    void whereThereIsNothingNothingIsTold() {
        // When
        var leases = await(stores.leases().all());

        // Then
        assertThat(leases).isEmpty();
        assertThat(listed()).isEmpty();
    }
}
