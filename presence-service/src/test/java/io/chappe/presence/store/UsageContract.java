package io.chappe.presence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.model.TenantId;
import io.chappe.presence.store.UsageStore.Period;
import io.chappe.presence.store.UsageStore.Span;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store has to do about what tenants have used. */
public abstract class UsageContract extends StoreContract {
    private static final long HOUR_MS = Duration.ofHours(1).toMillis();
    private static final int CALLERS = 20;

    private final TenantId tenant = new TenantId("tenant-" + unique);

    @BeforeEach
    void beginAtMidnight() {
        long day = Duration.ofDays(1).toMillis();
        NOW.set((NOW.get() / day + 1) * day);
    }

    private void add(String source, long number, Usage more) {
        await(stores.usage().add(tenant, source, number, more));
    }

    private List<Period> read(Span span) {
        long now = span.at(NOW.get());
        return await(stores.usage().read(tenant, span, now - span.kept() - 10, now));
    }

    @Test
    void whatIsAddedIsInTheHourAndTheDay() {
        // Given
        add("a", 1, new Usage(60_000, 10, 5_000, 3));

        // When
        add("b", 1, new Usage(30_000, 1, 100, 2));

        // Then
        Usage sum = new Usage(90_000, 11, 5_100, 3);
        assertThat(read(Span.HOUR)).containsExactly(new Period(Span.HOUR.at(NOW.get()), sum));
        assertThat(read(Span.DAY)).containsExactly(new Period(Span.DAY.at(NOW.get()), sum));
    }

    @Test
    void eachHourHasItsOwn() {
        // Given
        long first = Span.HOUR.at(NOW.get());
        add("a", 1, new Usage(1, 1, 1, 1));
        NOW.addAndGet(HOUR_MS - 1);
        add("a", 2, new Usage(1, 1, 1, 5));

        // When
        NOW.addAndGet(1);
        add("a", 3, new Usage(7, 0, 0, 2));

        // Then
        assertThat(read(Span.HOUR))
                .containsExactly(
                        new Period(first, new Usage(2, 2, 2, 5)), new Period(first + 1, new Usage(7, 0, 0, 2)));
        assertThat(read(Span.DAY)).containsExactly(new Period(Span.DAY.at(NOW.get()), new Usage(9, 2, 2, 5)));
        assertThat(await(stores.usage().read(tenant, Span.HOUR, first, first))).hasSize(1);
        assertThat(await(stores.usage().read(tenant, Span.HOUR, first + 1, first)))
                .isEmpty();
    }

    @Test
    void whatIsSaidAgainCountsOnce() {
        // Given
        add("a", 7, new Usage(1, 1, 1, 1));
        add("b", 3, new Usage(1, 1, 1, 1));

        // When
        add("a", 7, new Usage(1, 1, 1, 1));

        // Then
        add("a", 6, new Usage(1, 1, 1, 1));
        NOW.addAndGet(HOUR_MS);
        add("a", 7, new Usage(1, 1, 1, 1));
        assertThat(read(Span.DAY)).extracting(Period::usage).containsExactly(new Usage(2, 2, 2, 1));
    }

    @Test
    void numbersAreLargerThanThirtyTwoBits() {
        // Given
        long much = 1L << 50;
        add("a", 1, new Usage(much, much, much, 1));

        // When
        add("a", 1L << 51, new Usage(1, 2, 3, 1L << 40));

        // Then
        assertThat(read(Span.HOUR))
                .extracting(Period::usage)
                .containsExactly(new Usage(much + 1, much + 2, much + 3, 1L << 40));
    }

    @Test
    void hoursAreForgottenBeforeDays() {
        // Given
        add("a", 1, new Usage(1, 1, 1, 1));
        NOW.addAndGet(Duration.ofHours(Span.HOUR.kept()).toMillis());

        // When
        add("a", 2, new Usage(2, 2, 2, 2));

        // Then
        assertThat(read(Span.HOUR)).extracting(Period::usage).containsExactly(new Usage(2, 2, 2, 2));
        assertThat(read(Span.DAY)).hasSize(2);
    }

    @Test
    void daysAreForgottenToo() {
        // Given
        add("a", 1, new Usage(1, 1, 1, 1));
        NOW.addAndGet(Duration.ofDays(Span.DAY.kept()).toMillis());

        // When
        add("b", 1, new Usage(2, 2, 2, 2));

        // Then
        assertThat(read(Span.DAY)).extracting(Period::usage).containsExactly(new Usage(2, 2, 2, 2));
    }

    @Test
    void allWhoAddAtOnceAreCounted() {
        // When
        List<Future<Void>> added = IntStream.range(0, CALLERS)
                .mapToObj(i -> stores.usage().add(tenant, "node-" + i, 1, new Usage(10, 1, 100, i)))
                .toList();

        // Then
        added.forEach(StoreContract::await);
        assertThat(read(Span.HOUR))
                .extracting(Period::usage)
                .containsExactly(new Usage(10 * CALLERS, CALLERS, 100 * CALLERS, CALLERS - 1));
    }

    @Test
    void aTenantHasNothingOfAnotherOnes() {
        // When
        add("a", 1, new Usage(1, 1, 1, 1));

        // Then
        TenantId other = new TenantId("other-" + unique);
        assertThat(await(stores.usage().read(other, Span.DAY, 0, Span.DAY.at(NOW.get()))))
                .isEmpty();
    }
}
