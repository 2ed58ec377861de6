package io.chappe.presence.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.bus.PresenceAnswer;
import io.chappe.core.bus.PresenceRequest.AddUsage;
import io.chappe.core.bus.UsageRecord;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.TenantId;
import io.chappe.presence.store.StoreClock;
import io.chappe.presence.store.Usage;
import io.chappe.presence.store.UsageStore;
import io.chappe.presence.store.UsageStore.Period;
import io.chappe.presence.store.UsageStore.Span;
import io.chappe.presence.store.memory.MemoryStores;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UsageBookTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final NodeLife A = new NodeLife(new NodeId("a"), 1);
    private static final NodeLife B = new NodeLife(new NodeId("b"), 1);

    private final AtomicLong now = new AtomicLong();
    private final UsageStore store = MemoryStores.of(new StoreClock(() -> 0)).usage();
    private final UsageBook book = new UsageBook(store, now::get);

    private Future<PresenceAnswer> tell(NodeLife gateway, long number, UsageRecord... records) {
        return book.add(new AddUsage(gateway, number, List.of(records)));
    }

    private static UsageRecord used(long sessions) {
        return new UsageRecord(ACME, 60_000, 10, 1_000, sessions);
    }

    private Usage usage() {
        return store.read(ACME, Span.DAY, 0, 0).result().stream()
                .map(Period::usage)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void sessionsOfAllGatewaysMakeThePeak() {
        // Given
        tell(A, 1, used(3)).result();
        tell(B, 1, used(4)).result();

        // When
        tell(A, 2, used(2)).result();

        // Then
        assertThat(usage()).isEqualTo(new Usage(180_000, 30, 3_000, 7));
    }

    @Test
    void aGatewayThatIsSilentCountsNoMore() {
        // Given
        tell(A, 1, used(3)).result();
        now.addAndGet(TimeUnit.SECONDS.toNanos(91));

        // When
        tell(B, 1, used(4)).result();

        // Then
        assertThat(usage().peak()).isEqualTo(4);
    }

    @Test
    void whatAllGatewaysToldLastIsWhatATenantUsesNow() {
        // Given
        tell(A, 1, used(3)).result();
        tell(A, 2, used(5)).result();

        // When
        tell(B, 1, used(4)).result();

        // Then
        assertThat(book.busiest()).containsExactly(new TenantMinute(ACME, 9, 20, 2_000));
        now.addAndGet(TimeUnit.SECONDS.toNanos(91));
        assertThat(book.busiest()).isEmpty();
    }

    @Test
    void thoseWithMostSessionsAndThoseWithMostMessagesAreTheBusiest() {
        // Given
        tell(
                        A,
                        1,
                        IntStream.range(0, 100)
                                .mapToObj(i -> new UsageRecord(new TenantId("t" + i), 0, i, 0, 100 - i))
                                .toArray(UsageRecord[]::new))
                .result();

        // When
        Collection<TenantMinute> busiest = book.busiest();

        // Then
        assertThat(busiest)
                .hasSize(50)
                .extracting(minute -> minute.tenant().value())
                .contains("t0", "t24", "t75", "t99")
                .doesNotContain("t25", "t74");
    }

    @Test
    void whatIsToldAgainCountsOnce() {
        // Given
        tell(A, 1, used(3)).result();

        // When
        Future<PresenceAnswer> again = tell(A, 1, used(3));

        // Then
        assertThat(again.result()).isEqualTo(new PresenceAnswer.Done());
        assertThat(usage()).isEqualTo(new Usage(60_000, 10, 1_000, 3));
    }

    @Test
    void whatTheStoreDoesNotTakeIsNotDone() {
        // Given
        UsageBook away = new UsageBook(new Away(), now::get);

        // When
        Future<PresenceAnswer> told = away.add(new AddUsage(A, 1, List.of(used(1))));

        // Then
        assertThat(told.failed()).isTrue();
    }

    private static final class Away implements UsageStore {
        @Override
        public Future<Void> add(TenantId tenant, String source, long number, Usage more) {
            return Future.failedFuture("away");
        }

        @Override
        public Future<List<Period>> read(TenantId tenant, Span span, long from, long to) {
            return Future.failedFuture("away");
        }
    }
}
