package io.chappe.presence.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.bus.PresenceRequest.AddUsage;
import io.chappe.core.bus.UsageRecord;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.TenantId;
import io.chappe.presence.store.StoreClock;
import io.chappe.presence.store.Stores;
import io.chappe.presence.store.memory.MemoryStores;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BusyTenantsTest {
    private final AtomicLong nowMs = new AtomicLong(1_000_000);
    private final Stores stores = MemoryStores.of(new StoreClock(nowMs::get));
    private final Service one = new Service();
    private final Service other = new Service();

    /** What one service is told, and writes. */
    private final class Service {
        private final UsageBook book = new UsageBook(stores.usage(), () -> TimeUnit.MILLISECONDS.toNanos(nowMs.get()));
        private final BusyTenants busy = new BusyTenants(book, stores.journals());
        private long number;

        void isTold(String tenant, long sessions, long messages) {
            UsageRecord record = new UsageRecord(new TenantId(tenant), 0, messages, 0, sessions);
            NodeLife gateway = new NodeLife(new NodeId("gateway"), 1);
            assertThat(book.add(new AddUsage(gateway, ++number, List.of(record)))
                            .succeeded())
                    .isTrue();
        }

        void writes() {
            assertThat(busy.write().succeeded()).isTrue();
        }

        List<TenantMinute> reads() {
            return busy.read().result();
        }
    }

    private static TenantMinute minute(String tenant, long sessions, long messages) {
        return new TenantMinute(new TenantId(tenant), sessions, messages, 0);
    }

    @Test
    void eachServiceKnowsWhatAllHaveSaid() {
        // Given
        one.isTold("acme", 3, 10);
        one.writes();
        other.isTold("umbrella", 7, 1);

        // When
        other.writes();

        // Then
        assertThat(one.reads()).containsExactly(minute("umbrella", 7, 1), minute("acme", 3, 10));
    }

    @Test
    void ofTwoThatSpeakOfOneTenantWhoKnowsMoreCounts() {
        // Given
        one.isTold("acme", 3, 10);
        one.writes();
        other.isTold("acme", 2, 40);

        // When
        other.writes();

        // Then
        assertThat(one.reads()).containsExactly(minute("acme", 3, 40));
    }

    @Test
    void whoIsSilentIsForgotten() {
        // Given
        one.isTold("acme", 3, 10);
        one.writes();
        nowMs.addAndGet(60_000);
        other.isTold("umbrella", 7, 1);

        // When
        other.writes();

        // Then
        assertThat(one.reads()).containsExactly(minute("umbrella", 7, 1));
    }

    @Test
    void thatNobodyIsThereAnyMoreIsSaidOnce() {
        // Given
        one.isTold("acme", 3, 10);
        one.writes();
        nowMs.addAndGet(91_000);
        one.writes();

        // When
        one.writes();

        // Then
        assertThat(one.reads()).isEmpty();
        assertThat(stores.journals().before("usage-now", Long.MAX_VALUE, 10).result())
                .hasSize(2);
    }

    @Test
    void theLongestNamesThatThereAreHaveRoom() {
        // Given
        IntStream.range(0, 60).forEach(i -> one.isTold("\"".repeat(125) + (100 + i), i, 60 - i));

        // When
        one.writes();

        // Then
        assertThat(one.reads()).hasSize(50);
    }
}
