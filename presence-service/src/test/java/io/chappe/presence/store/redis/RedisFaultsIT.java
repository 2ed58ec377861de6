package io.chappe.presence.store.redis;

import static io.chappe.presence.store.redis.StoreTrial.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chappe.core.model.MemberState;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.SessionId;
import io.chappe.presence.store.JournalStore.JournalEntry;
import io.chappe.presence.store.JournalStore.Keeping;
import io.chappe.presence.store.RoomChange;
import io.chappe.presence.store.Verdict;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One server, and what can happen to it. */
@Timeout(60)
class RedisFaultsIT {
    private static final SessionId SESSION = new SessionId("s1");

    private TestRedis server;
    private StoreTrial trial;

    @BeforeEach
    void start() {
        server = TestRedis.start();
        trial = StoreTrial.open("{urls: ['%s'], maxPending: 300}".formatted(server.url()));
    }

    @AfterEach
    void stop() {
        trial.close();
        server.close();
    }

    @Test
    void operationsFailInTimeWhileItIsAwayAndWorkAgainWhenItIsBack() {
        // Given
        await(trial.join("r", "s1"));
        server.kill();
        long began = System.nanoTime();
        assertThatThrownBy(() -> await(trial.join("r", "s2"))).isInstanceOf(RedisAwayException.class);
        long failedAfter = System.nanoTime() - began;

        // When
        server.restart();
        long back = trial.untilItWorks(() -> trial.join("r", "s2"));

        // Then
        assertThat(failedAfter).isLessThan(1_500_000_000L);
        assertThat(back).isLessThan(4_000);
        assertThat(trial.meters.counter("chappe.redis.connects").count()).isEqualTo(2);
    }

    @Test
    void operationsFailInTimeWhileItIsFrozen() {
        // Given
        await(trial.join("r", "s1"));
        server.freeze();

        // When
        Future<?> join = trial.join("r", "s2");
        Future<?> behindIt = trial.leave("r", "s1");

        // Then
        assertThatThrownBy(() -> await(join)).hasMessageContaining("800");
        assertThatThrownBy(() -> await(behindIt)).isNotNull();
        server.thaw();
        assertThat(trial.untilItWorks(() -> trial.join("r", "s3"))).isLessThan(4_000);
        assertThat(Objects.requireNonNull(await(trial.stores().rooms().roster(StoreTrial.room("r"))))
                        .member(SESSION))
                .as("what had no turn in time is not done later")
                .isNotNull();
    }

    @Test
    void moreThanMayWaitIsRefusedAtOnce() {
        // Given
        await(trial.join("r", "s1"));
        // What the join leaves to be done behind its answer would have one of the places.
        Awaitility.await()
                .until(() -> trial.meters.get("chappe.redis.pending").gauge().value() == 0);
        server.freeze();

        // When
        List<Future<?>> joins = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            joins.add(trial.join("r" + i % 2, "s" + i));
        }
        TestRedis.sleep(200);

        // Then
        assertThat(joins).filteredOn(Future::failed).hasSize(700);
        assertThat(trial.meters.counter("chappe.redis.refused").count()).isEqualTo(700);
        server.thaw();
    }

    @Test
    void operationsOnOneRoomHappenInTheirOrderWhenRedisHasForgottenTheScripts() {
        // Given
        await(trial.join("r", "s1"));
        await(trial.stores().rooms().mark(StoreTrial.room("r"), SESSION, 1, MemberState.ONLINE));
        server.cli("script", "flush");

        // When
        List<Future<RoomChange>> changes = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            changes.add(trial.stores().rooms().update(StoreTrial.room("r"), SESSION, 1, RawJson.of(i + ".5")));
            MemberState state = i % 2 == 0 ? MemberState.RECONNECTING : MemberState.ONLINE;
            changes.add(trial.stores().rooms().mark(StoreTrial.room("r"), SESSION, 1, state));
        }
        changes.forEach(StoreTrial::await);

        // Then
        assertThat(changes)
                .extracting(change ->
                        Objects.requireNonNull(change.result().delta()).version())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void fieldsThatThisVersionDoesNotKnowAreKept() {
        // Given
        await(trial.join("r", "s1"));
        String seats = server.cli("keys", "chappe:room:*:seats");
        String seat = server.cli("hget", seats, "s1");
        server.cli("hset", seats, "s1", seat.replaceFirst("\\{", "{\"later\":\"field\","));

        // When
        await(trial.stores().rooms().mark(StoreTrial.room("r"), SESSION, 1, MemberState.RECONNECTING));

        // Then
        assertThat(server.cli("hget", seats, "s1"))
                .contains("\"later\":\"field\"")
                .contains("reconnecting");
        assertThat(Objects.requireNonNull(await(trial.stores().rooms().roster(StoreTrial.room("r"))))
                        .members())
                .extracting(member -> member.meta())
                .containsExactly(StoreTrial.META);
    }

    @Test
    void theNumbersOfAJournalGrowOnWhenItWasLost() {
        // Given
        await(trial.stores().journals().append("j", List.of("one"), new Keeping(10, Duration.ZERO)));
        long last = await(trial.stores().journals().append("j", List.of("two"), new Keeping(10, Duration.ZERO)));
        server.cli("flushall");

        // When
        long next = await(trial.stores().journals().append("j", List.of("three"), new Keeping(10, Duration.ZERO)));

        // Then
        assertThat(next).isGreaterThan(last);
        assertThat(await(trial.stores().journals().after("j", last, 10)))
                .extracting(JournalEntry::text)
                .containsExactly("three");
    }

    @Test
    void onlyWhatNobodyNeedsAnyMoreFades() {
        // Given
        await(trial.join("r", "s1"));
        await(trial.stores().peers().end(new PeerKey(StoreTrial.room("r").tenant(), new PeerId("p")), SESSION, 1));
        List<Long> whileIn = timesToLive("room");

        // When
        await(trial.leave("r", "s1"));

        // Then
        assertThat(whileIn).containsOnly(-1L);
        assertThat(timesToLive("room")).isNotEmpty().allMatch(ttl -> ttl > 590_000 && ttl <= 600_000);
        assertThat(timesToLive("peer")).isNotEmpty().allMatch(ttl -> ttl > 590_000 && ttl <= 600_000);
        assertThat(await(trial.join("r", "s2")).change().verdict()).isEqualTo(Verdict.DONE);
        assertThat(timesToLive("room")).containsOnly(-1L);
    }

    private List<Long> timesToLive(String kind) {
        return server.cli("keys", "chappe:" + kind + ":*")
                .lines()
                .map(key -> Long.parseLong(server.cli("pttl", key)))
                .toList();
    }
}
