package io.chappe.presence.store.redis;

import static io.chappe.presence.store.redis.StoreTrial.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A master, a replica, three sentinels. */
@Timeout(60)
class RedisSentinelIT {
    private final List<TestRedis> sentinels = new ArrayList<>();
    private TestRedis master;
    private TestRedis replica;
    private StoreTrial trial;

    @BeforeEach
    void start() {
        master = TestRedis.start("--repl-diskless-sync-delay", "0");
        replica = TestRedis.start("--replicaof", "127.0.0.1 " + master.port());
        for (int i = 0; i < 3; i++) {
            sentinels.add(TestRedis.startSentinel("""
                    sentinel monitor chappe 127.0.0.1 %d 2
                    sentinel down-after-milliseconds chappe 1000
                    sentinel failover-timeout chappe 5000
                    """.formatted(master.port())));
        }
        TestRedis.until(() -> replica.cli("info", "replication").contains("master_link_status:up"));
        TestRedis.until(() -> sentinels.stream()
                .allMatch(sentinel -> sentinel.cli("sentinel", "master", "chappe")
                        .matches("(?s).*num-slaves\n1\n.*num-other-sentinels\n2\n.*")));
        trial = StoreTrial.open("{mode: sentinel, masterName: chappe, urls: [%s]}"
                .formatted(sentinels.stream()
                        .map(sentinel -> "'" + sentinel.url() + "'")
                        .collect(Collectors.joining(", "))));
    }

    @AfterEach
    void stop() {
        trial.close();
        sentinels.forEach(TestRedis::close);
        replica.close();
        master.close();
    }

    @Test
    void operationsResumeOnThePromotedReplicaWhenTheMasterIsKilled() {
        // Given
        await(trial.join("r", "s1"));
        TestRedis.until(() -> !replica.cli("keys", "chappe:room:*").isEmpty());

        // When
        master.kill();
        long resumed = trial.untilItWorks(() -> trial.join("r", "s2"));

        // Then
        assertThat(resumed).isLessThan(10_000);
        assertThat(members()).isEqualTo(2);
    }

    @Test
    void operationsResumeOnThePromotedReplicaWhenTheMasterOnlySaysNothing() {
        // Given
        await(trial.join("r", "s1"));
        TestRedis.until(() -> !replica.cli("keys", "chappe:room:*").isEmpty());

        // When
        master.freeze();
        long resumed = trial.untilItWorks(() -> trial.join("r", "s2"));
        master.thaw();

        // Then
        assertThat(resumed).isLessThan(10_000);
        assertThat(members()).isEqualTo(2);
    }

    @Test
    void operationsGoToTheNewMasterAfterASwitchByHand() {
        // Given
        await(trial.join("r", "s1"));

        // When
        sentinels.get(0).cli("sentinel", "failover", "chappe");
        TestRedis.until(() -> replica.cli("role").startsWith("master"));
        TestRedis.until(() -> trial.meters.counter("chappe.redis.connects").count() == 2);
        await(trial.join("after", "s1"));

        // Then
        assertThat(master.cli("role")).as("takes commands for a while yet").startsWith("master");
        assertThat(replica.cli("keys", "chappe:room:*:seats").lines()).hasSize(2);
    }

    private int members() {
        return Objects.requireNonNull(await(trial.stores().rooms().roster(StoreTrial.room("r"))))
                .members()
                .size();
    }
}
