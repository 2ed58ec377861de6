package io.chappe.presence.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chappe.presence.store.JournalStore.JournalEntry;
import io.chappe.presence.store.JournalStore.Keeping;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What every store has to do about journals. */
public abstract class JournalStoreContract extends StoreContract {
    private static final int KEEP = 1_000;
    private static final Keeping KEEPING = new Keeping(KEEP, Duration.ZERO);
    private static final int CALLERS = 8;
    private static final int EACH = 25;

    private final String journal = "journal-" + unique;

    private long append(String text) {
        return append(journal, text, KEEP);
    }

    private long append(String name, String text, int keep) {
        return await(stores.journals().append(name, List.of(text), new Keeping(keep, Duration.ZERO)));
    }

    private List<Long> appendMany(int count) {
        return IntStream.range(0, count).mapToObj(i -> append("entry " + i)).toList();
    }

    private List<JournalEntry> before(long number, int limit) {
        return await(stores.journals().before(journal, number, limit));
    }

    private List<JournalEntry> after(long number, int limit) {
        return await(stores.journals().after(journal, number, limit));
    }

    private List<JournalEntry> all() {
        return after(0, JournalStore.MOST_AT_ONCE);
    }

    private static List<Long> numbers(List<JournalEntry> entries) {
        return entries.stream().map(JournalEntry::number).toList();
    }

    private static List<Long> reversed(List<Long> numbers) {
        return IntStream.range(0, numbers.size())
                .mapToObj(i -> numbers.get(numbers.size() - 1 - i))
                .toList();
    }

    @Test
    void entriesAreInTheOrderInWhichTheyWereWritten() {
        // Given
        long at = NOW.get();
        long one = append("one");
        long two = append("two");
        NOW.addAndGet(5);

        // When
        long three = append("three");

        // Then
        assertThat(List.of(one, two, three)).isSorted().doesNotHaveDuplicates();
        assertThat(three).isLessThan(1L << 53);
        assertThat(all())
                .containsExactly(
                        new JournalEntry(one, at, "one"),
                        new JournalEntry(two, at, "two"),
                        new JournalEntry(three, at + 5, "three"));
        assertThat(numbers(before(Long.MAX_VALUE, 10))).containsExactly(three, two, one);
    }

    @Test
    void someAreWrittenAtOnce() {
        // Given
        long first = append("one");

        // When
        long last = await(stores.journals().append(journal, List.of("two", "", "four"), new Keeping(3, Duration.ZERO)));

        // Then
        assertThat(all()).extracting(JournalEntry::text).containsExactly("two", "", "four");
        assertThat(numbers(all())).isSorted().doesNotHaveDuplicates().endsWith(last);
        assertThat(first).isLessThan(all().get(0).number());
    }

    @Test
    void aJournalIsGoneWhenItsTimeIsOver() {
        // Given
        Keeping second = new Keeping(KEEP, Duration.ofSeconds(1));
        await(stores.journals().append(journal, List.of("one"), second));
        String kept = journal + "-kept";
        await(stores.journals().append(kept, List.of("one"), second));

        // When
        long last = append(kept, "two", KEEP);
        NOW.addAndGet(2_000);

        // Then
        // Some stores measure with the machine's own clock.
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> all().isEmpty());
        assertThat(await(stores.journals().after(kept, 0, 10))).hasSize(2);
        assertThat(append(kept, "three", KEEP)).isGreaterThan(last);
        assertThat(append("again")).isPositive();
    }

    @Test
    void whatOneCallerWritesWithoutWaitingIsInItsOrder() {
        // Given
        List<String> texts = IntStream.range(0, 50).mapToObj(i -> "entry " + i).toList();

        // When
        List<Future<Long>> written = texts.stream()
                .map(text -> stores.journals().append(journal, List.of(text), KEEPING))
                .toList();
        await(Future.all(written));

        // Then
        assertThat(all()).extracting(JournalEntry::text).isEqualTo(texts);
        assertThat(numbers(all()))
                .isEqualTo(written.stream().map(Future::result).toList());
    }

    @Test
    void numbersGrowAlsoWhereTheClockGoesBack() {
        // Given
        long first = append("one");
        NOW.addAndGet(-1_000);

        // When
        long second = append("two");

        // Then
        assertThat(second).isGreaterThan(first);
        assertThat(all()).extracting(JournalEntry::at).containsExactly(NOW.get() + 1_000, NOW.get());
        NOW.addAndGet(1_000);
    }

    @Test
    void numbersGrowWithTimeSoThatAJournalThatBeginsAnewIsAboveALostOne() {
        // Given
        long first = append("one");

        // When
        NOW.addAndGet(10);
        long second = append("two");
        long ofAnother = append(journal + "-other", "one", KEEP);

        // Then
        assertThat(second).isGreaterThan(first + KEEP).isGreaterThanOrEqualTo(NOW.get() * 1_000);
        assertThat(ofAnother).isGreaterThan(first + KEEP).isGreaterThanOrEqualTo(NOW.get() * 1_000);
    }

    @Test
    void theNewestAreReadPageByPage() {
        // Given
        List<Long> written = appendMany(25);
        List<List<Long>> pages = new ArrayList<>();
        long number = Long.MAX_VALUE;

        // When
        for (int i = 0; i < 4; i++) {
            List<Long> page = numbers(before(number, 10));
            pages.add(page);
            number = page.isEmpty() ? number : page.get(page.size() - 1);
        }

        // Then
        assertThat(pages).extracting(List::size).containsExactly(10, 10, 5, 0);
        assertThat(pages.stream().flatMap(List::stream)).isEqualTo(reversed(written));
    }

    @Test
    void whoKnowsOneReadsOnFromThere() {
        // Given
        List<Long> written = appendMany(25);

        // When
        List<Long> first = numbers(after(0, 10));
        List<Long> second = numbers(after(first.get(9), 10));
        List<Long> rest = numbers(after(second.get(9), 10));
        List<Long> none = numbers(after(rest.get(4), 10));
        long later = append("later");

        // Then
        assertThat(first).isEqualTo(written.subList(0, 10));
        assertThat(second).isEqualTo(written.subList(10, 20));
        assertThat(rest).isEqualTo(written.subList(20, 25));
        assertThat(none).isEmpty();
        assertThat(numbers(after(rest.get(4), 10))).containsExactly(later);
    }

    @Test
    void onlyTheNewestAreKept() {
        // Given
        List<Long> written = appendMany(10);

        // When
        long eleventh = append(journal, "eleventh", 4);
        List<Long> kept = numbers(all());
        long twelfth = append(journal, "twelfth", 1);

        // Then
        assertThat(kept).containsExactly(written.get(7), written.get(8), written.get(9), eleventh);
        assertThat(numbers(all())).containsExactly(twelfth);
        assertThat(twelfth).isGreaterThan(eleventh);
        assertThat(numbers(after(written.get(2), 10)))
                .as("who was away for long goes on with what there is")
                .containsExactly(twelfth);
        assertThat(before(twelfth, 10)).isEmpty();
    }

    @Test
    void journalsDoNotSeeEachOther() {
        // Given
        List<String> names = Stream.of(
                        "", ":", "{", "}", "{}", "\n", "\0", "😀", "x", ":entries", "}:entries", ":1", "é")
                .flatMap(odd -> Stream.of(journal + odd, odd + journal, journal + odd + "x"))
                .distinct()
                .toList();

        // When
        names.forEach(name -> append(name, name, KEEP));

        // Then
        assertThat(names)
                .allSatisfy(name -> assertThat(await(stores.journals().after(name, 0, 10)))
                        .extracting(JournalEntry::text)
                        .containsExactly(name));
    }

    @Test
    void aJournalThatNobodyHasWrittenHasNoEntries() {
        // When
        List<JournalEntry> found = before(Long.MAX_VALUE, 10);

        // Then
        assertThat(found).isEmpty();
        assertThat(after(0, 10)).isEmpty();
        append("one");
        assertThat(all()).hasSize(1);
    }

    @Test
    void entriesOfManyCallersAllHaveTheirOwnNumbers() throws Exception {
        // Given
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        List<CompletableFuture<List<Long>>> callers = new ArrayList<>();

        // When
        for (int i = 0; i < CALLERS; i++) {
            callers.add(CompletableFuture.supplyAsync(() -> appendMany(EACH), threads));
        }
        List<List<Long>> written = new ArrayList<>();
        for (CompletableFuture<List<Long>> caller : callers) {
            written.add(caller.get(30, TimeUnit.SECONDS));
        }

        // Then
        threads.shutdown();
        assertThat(written).allSatisfy(numbers -> assertThat(numbers).isSorted());
        assertThat(numbers(all())).hasSize(CALLERS * EACH).isSorted().doesNotHaveDuplicates();
        assertThat(written.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(numbers(all()));
    }

    @Test
    void aTextComesBackAsItWas() {
        // Given
        String longest = "€".repeat(JournalStore.LONGEST);
        List<String> texts = List.of("", ":", "1:2:3", "a\nb\0c", "😀 {\"json\": \"\\u0000\"}", longest);

        // When
        texts.forEach(this::append);

        // Then
        assertThat(all()).extracting(JournalEntry::text).isEqualTo(texts);
    }

    @Test
    void whatNoJournalTakesIsRefused() {
        // Given
        JournalStore journals = stores.journals();
        append(journal, "there", JournalStore.MOST_KEPT);

        // When
        List<Future<?>> refused = List.of(
                journals.append(journal, List.of("x", "x".repeat(JournalStore.LONGEST + 1)), KEEPING),
                journals.append(journal, List.of(), KEEPING),
                journals.append(journal, Collections.nCopies(JournalStore.MOST_AT_ONCE + 1, "x"), KEEPING),
                journals.append(journal, List.of("x"), new Keeping(KEEP, Duration.ofMillis(999))),
                journals.append(journal, List.of("x"), new Keeping(0, Duration.ZERO)),
                journals.append(journal, List.of("x"), new Keeping(JournalStore.MOST_KEPT + 1, Duration.ZERO)),
                journals.before(journal, Long.MAX_VALUE, 0),
                journals.before(journal, Long.MAX_VALUE, JournalStore.MOST_AT_ONCE + 1),
                journals.after(journal, 0, 0),
                journals.after(journal, 0, JournalStore.MOST_AT_ONCE + 1));

        // Then
        assertThat(refused).allSatisfy(future -> {
            assertThat(future.failed()).as("at once").isTrue();
            assertThatThrownBy(() -> await(future)).isInstanceOf(IllegalArgumentException.class);
        });
        assertThat(all()).extracting(JournalEntry::text).containsExactly("there");
    }
}
