package io.chappe.presence.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.model.Member;
import io.chappe.core.model.MemberState;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.RosterDelta;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.TenantId;
import io.chappe.presence.store.JournalStore;
import io.chappe.presence.store.RoomChange;
import io.chappe.presence.store.StoreClock;
import io.chappe.presence.store.StoreTime;
import io.chappe.presence.store.Verdict;
import io.chappe.presence.store.memory.MemoryStores;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of events where the store is slow, away or refuses them. */
class EventsTest {
    private static final TenantId TENANT = new TenantId("tenant");

    private final SlowJournals journals = new SlowJournals();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Queue<Runnable> later = new ArrayDeque<>();
    private final Events events = events(10_000);

    private Events events(int kept) {
        return new Events(journals, new EventsConfig(kept, Duration.ofHours(1)), later::add, meters);
    }

    private void open(int from, int to) {
        IntStream.range(from, to).forEach(i -> open(TENANT, i));
    }

    private void open(TenantId tenant, int session) {
        events.sessionOpened(new PeerKey(tenant, new PeerId("peer")), new SessionId("s" + session));
    }

    private double count(String name) {
        return Objects.requireNonNull(meters.find(name).tag("journal", "tenant").meter())
                .measure()
                .iterator()
                .next()
                .getValue();
    }

    private static List<String> sessions(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "s" + i).toList();
    }

    @Test
    void gathersWhatComesWhileAWriteIsUnderWay() {
        // Given
        open(0, 1_000);

        // When
        journals.answerAll();

        // Then
        assertThat(journals.batches).containsExactly(1, 500, 499);
        assertThat(journals.sessions()).isEqualTo(sessions(0, 1_000));
        assertThat(count("chappe.events.written")).isEqualTo(1_000);
        assertThat(count("chappe.events.queued")).isZero();
    }

    @Test
    void writesWhatBelongsToOneChangeAtOnce() {
        // Given
        Member member = new Member(
                new SessionId("s1"),
                new PeerId("peer"),
                new NodeLife(new NodeId("gateway"), 1),
                1,
                5,
                MemberState.ONLINE,
                RawJson.NULL);
        RosterDelta joined = new RosterDelta(1, 5, List.of(member), List.of(), List.of());
        RoomChange change = new RoomChange(Verdict.DONE, joined, Set.of(member.node()), List.of());

        // When
        events.roomChanged(new RoomKey(TENANT, new RoomId("room")), change, true);
        journals.answerAll();

        // Then
        assertThat(journals.batches).containsExactly(2);
    }

    @Test
    void writesAgainWhatHasFailedAndKeepsTheOrder() {
        // Given
        open(0, 3);
        journals.failNext("away");
        journals.answerAll();
        open(3, 5);

        // When
        later.remove().run();
        journals.answerAll();

        // Then
        assertThat(journals.sessions()).isEqualTo(sessions(0, 5));
        assertThat(count("chappe.events.failed")).isEqualTo(1);
        assertThat(count("chappe.events.dropped")).isZero();
    }

    @Test
    void dropsWhatIsTooMuchAndSaysSoInItsPlace() {
        // Given
        int taken = EventQueue.MOST_WAITING + 1;
        open(0, taken + 7);
        journals.answerNext();
        open(8_000, 8_002);

        // When
        journals.answerAll();

        // Then
        List<JsonObject> all = journals.all();
        assertThat(all).hasSize(taken + 1 + 2);
        assertThat(all.get(taken).getString("type")).isEqualTo("events.lost");
        assertThat(all.get(taken).getInteger("count")).isEqualTo(7);
        assertThat(all.get(taken + 1).getString("session")).isEqualTo("s8000");
        assertThat(count("chappe.events.dropped")).isEqualTo(7);
    }

    @Test
    void saysSoAlsoOfATenantThatHadNoPlaceAtAll() {
        // Given
        for (int tenant = 0; tenant <= EventQueue.MOST_QUEUED / EventQueue.MOST_WAITING; tenant++) {
            for (int i = 0; i < EventQueue.MOST_WAITING; i++) {
                open(new TenantId("other-" + tenant), i);
            }
        }
        open(0, 3);

        // When
        journals.answerAll();

        // Then
        assertThat(journals.all().stream()
                        .mapToInt(lost -> lost.getInteger("count", 0))
                        .sum())
                .isEqualTo(3);
        assertThat(count("chappe.events.queued")).isZero();
    }

    @Test
    void allTenantsTogetherHaveAJournalToo() {
        // Given
        open(0, 2);
        open(new TenantId("other"), 2);

        // When
        journals.answerAll();

        // Then
        assertThat(journals.sessions()).isEqualTo(sessions(0, 2));
        assertThat(journals.sessions(null)).isEqualTo(sessions(0, 3));
    }

    @Test
    void whatIsTooMuchForTheJournalOfAllCostsNoTenantAnEvent() {
        // Given
        int each = EventQueue.MOST_WAITING - 1;
        for (int i = 0; i < each; i++) {
            open(new TenantId("other"), i);
            open(TENANT, i);
        }

        // When
        journals.answerAll();

        // Then
        assertThat(journals.sessions()).hasSize(each);
        assertThat(journals.sessions(null)).hasSize(EventQueue.MOST_WAITING + 1);
        assertThat(journals.all(null))
                .last()
                .matches(lost -> lost.getInteger("count") == 2 * each - EventQueue.MOST_WAITING - 1);
    }

    @Test
    void whatTheStoreRefusesHoldsUpNothing() {
        // Given
        open(0, 3);
        journals.refuseNext();

        // When
        journals.answerAll();

        // Then
        List<JsonObject> all = journals.all();
        assertThat(all.get(all.size() - 1).getString("type")).isEqualTo("events.lost");
        assertThat(journals.sessions()).isEqualTo(sessions(1, 3));
    }

    @Test
    void writesWhatWaitsBeforeItCloses() {
        // Given
        open(0, 3);

        // When
        Future<Void> closed = events.close();

        // Then
        assertThat(closed.isComplete()).isFalse();
        journals.answerAll();
        assertThat(closed.succeeded()).isTrue();
        assertThat(journals.sessions()).isEqualTo(sessions(0, 3));
    }

    @Test
    void doesNotWaitForAStoreThatIsAwayWhenItCloses() {
        // Given
        open(0, 3);
        journals.failNext("away");

        // When
        Future<Void> closed = events.close();
        journals.answerAll();

        // Then
        assertThat(closed.succeeded()).isTrue();
        assertThat(later).isEmpty();
    }

    @Test
    void keepsNothingWhereNothingIsToBeKept() {
        // When
        events(0).sessionOpened(new PeerKey(TENANT, new PeerId("peer")), new SessionId("s"));

        // Then
        assertThat(journals.waiting).isEmpty();
    }

    /** Journals in memory that answer when they are told to. */
    private static final class SlowJournals implements JournalStore {
        private final JournalStore store =
                MemoryStores.of(new StoreClock(StoreTime.NOW::get)).journals();
        private final Queue<Runnable> waiting = new ArrayDeque<>();
        private final List<Integer> batches = new ArrayList<>();
        private @Nullable Throwable failure;

        @Override
        public Future<Long> append(String journal, List<String> texts, Keeping keeping) {
            Promise<Long> answer = Promise.promise();
            waiting.add(() -> {
                Throwable cause = failure;
                failure = null;
                if (cause == null) {
                    if (journal.equals(EventJournal.of(TENANT))) {
                        batches.add(texts.size());
                    }
                    store.append(journal, texts, keeping).onComplete(answer);
                } else {
                    answer.fail(cause);
                }
            });
            return answer.future();
        }

        void failNext(String cause) {
            failure = new IllegalStateException(cause);
        }

        void refuseNext() {
            failure = new IllegalArgumentException("too long");
        }

        void answerNext() {
            waiting.remove().run();
        }

        void answerAll() {
            while (!waiting.isEmpty()) {
                answerNext();
            }
        }

        List<JsonObject> all() {
            return all(TENANT);
        }

        List<JsonObject> all(@Nullable TenantId tenant) {
            List<JsonObject> all = new ArrayList<>();
            long last = 0;
            List<JournalEntry> page;
            do {
                page = store.after(EventJournal.of(tenant), last, MOST_AT_ONCE).result();
                for (JournalEntry entry : page) {
                    last = entry.number();
                    all.add(EventJournal.event(entry));
                }
            } while (!page.isEmpty());
            return all;
        }

        List<String> sessions() {
            return sessions(TENANT);
        }

        List<String> sessions(@Nullable TenantId tenant) {
            return all(tenant).stream()
                    .map(event -> event.getString("session"))
                    .filter(Objects::nonNull)
                    .toList();
        }

        @Override
        public Future<List<JournalEntry>> before(String journal, long number, int limit) {
            return store.before(journal, number, limit);
        }

        @Override
        public Future<List<JournalEntry>> after(String journal, long number, int limit) {
            return store.after(journal, number, limit);
        }
    }
}
