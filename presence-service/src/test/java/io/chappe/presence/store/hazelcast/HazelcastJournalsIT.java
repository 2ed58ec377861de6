package io.chappe.presence.store.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.HazelcastInstance;
import io.chappe.presence.store.JournalStore;
import io.chappe.presence.store.JournalStore.JournalEntry;
import io.chappe.presence.store.JournalStore.Keeping;
import io.chappe.presence.store.StoreClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Journals while data members come and go. */
@Timeout(60)
class HazelcastJournalsIT {
    /** Enough that every member owns some. */
    private static final int JOURNALS = 31;

    private final TestMembers members = new TestMembers();
    private final Vertx vertx = Vertx.vertx();
    private final StoreClock clock = new StoreClock(System::currentTimeMillis);

    @AfterEach
    void stop() throws TimeoutException {
        members.close();
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    private JournalStore journals(HazelcastInstance member) {
        return HazelcastStores.of(vertx, member, Duration.ofSeconds(5), new SimpleMeterRegistry())
                .journals();
    }

    private static void untilSafe(HazelcastInstance member) {
        assertThat(member.getPartitionService().forceLocalMemberToBeSafe(20, TimeUnit.SECONDS))
                .isTrue();
    }

    private static List<List<JournalEntry>> all(JournalStore journals) throws TimeoutException {
        List<List<JournalEntry>> all = new ArrayList<>();
        for (int i = 0; i < JOURNALS; i++) {
            all.add(await(journals.after("journal-" + i, 0, 10)));
        }
        return all;
    }

    private static <T> T await(Future<T> future) throws TimeoutException {
        return future.await(10, TimeUnit.SECONDS);
    }

    @Test
    void theyOutliveTheMemberThatHadThem() throws Exception {
        // Given
        HazelcastInstance first = members.start(clock);
        HazelcastInstance second = members.start(clock);
        JournalStore before = journals(first);
        for (int i = 0; i < JOURNALS * 5; i++) {
            await(before.append("journal-" + i % JOURNALS, List.of("entry " + i), new Keeping(3, Duration.ZERO)));
        }
        List<List<JournalEntry>> written = all(before);
        HazelcastInstance third = members.start(clock);
        untilSafe(first);
        untilSafe(second);
        JournalStore after = journals(third);

        // When
        first.getLifecycleService().terminate();

        // Then
        assertThat(written).allSatisfy(entries -> assertThat(entries).hasSize(3));
        assertThat(all(after)).isEqualTo(written);
        assertThat(await(after.append("journal-0", List.of("next"), new Keeping(3, Duration.ZERO))))
                .isGreaterThan(written.get(0).get(2).number());
    }
}
