package io.chappe.presence.store.redis;

import static io.chappe.presence.store.redis.StoreTrial.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.model.Entry;
import io.chappe.core.model.Moderation;
import io.chappe.core.model.RoomRules;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.Standing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** For how long Redis keeps a room that nobody is in. */
@Timeout(60)
class RedisFadingIT {
    private static final long TEN_MINUTES = 600_000;
    private static final long AN_HOUR = 3_600_000;

    private TestRedis server;
    private StoreTrial trial;

    @BeforeEach
    void start() {
        server = TestRedis.start();
        trial = StoreTrial.open("{urls: ['%s']}".formatted(server.url()));
        await(trial.join("room", "s1"));
    }

    @AfterEach
    void stop() {
        trial.close();
        server.close();
    }

    @Test
    void aRoomIsKeptForItsTombstones() {
        // When
        await(trial.leave("room", "s1"));

        // Then
        assertThat(millisLeft()).isBetween(TEN_MINUTES - 60_000, TEN_MINUTES);
    }

    @Test
    void aRoomIsKeptForItsBans() {
        // When
        kick();

        // Then
        assertThat(millisLeft()).isBetween(AN_HOUR - 60_000, AN_HOUR);
    }

    @Test
    void aRoomThatSomebodyIsInAgainIsKept() {
        // Given
        kick();

        // When
        await(trial.join("room", "s2", "another peer"));

        // Then
        assertThat(millisLeft()).isEqualTo(-1);
    }

    @Test
    void aRoomIsKeptAsItsRulesSay() {
        // Given
        await(trial.leave("room", "s1"));
        Entry entry = new Entry(Standing.PLAIN, true, RoomRules.OPEN.kept(24 * AN_HOUR));
        await(trial.join("room", "s2", "peer", entry));
        moderate("s2", new Moderation(Moderation.Action.LOCK, null, 0));

        // When
        await(trial.leave("room", "s2"));

        // Then
        assertThat(millisLeft()).isBetween(24 * AN_HOUR - 60_000, 24 * AN_HOUR);
    }

    private void kick() {
        moderate("s1", new Moderation(Moderation.Action.KICK, new SessionId("s1"), AN_HOUR));
    }

    private void moderate(String by, Moderation moderation) {
        await(trial.stores().rooms().moderate(StoreTrial.room("room"), new SessionId(by), 1, moderation, 10));
    }

    private long millisLeft() {
        String state = new Keys("chappe").of(StoreTrial.room("room")).get(0);
        return Long.parseLong(server.cli("pttl", state));
    }
}
