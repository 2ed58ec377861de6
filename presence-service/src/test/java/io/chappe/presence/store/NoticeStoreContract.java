package io.chappe.presence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.bus.Notice;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store has to do about notices. */
public abstract class NoticeStoreContract extends StoreContract {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int MANY = 1_000;

    private final String subject = "subject-" + unique;
    private final String other = "other-" + unique;

    private long put(String about, String content, Duration keep) {
        return Objects.requireNonNull(await(stores.notices().put(about, content, keep)));
    }

    private NewNotices after(long version) {
        return await(stores.notices().after(version, MANY));
    }

    private static List<String> contents(NewNotices found) {
        return found.notices().stream().map(Notice::content).toList();
    }

    private void restore(Notice... notices) {
        await(stores.notices().restore(List.of(notices)));
    }

    @Test
    void whoKnowsAllUpToAVersionIsToldWhatCameAfter() {
        // Given
        long first = put(subject, "one", MINUTE);
        long second = put(other, "two: with é and {\"json\": \"\"}", MINUTE);

        // When
        NewNotices both = after(first - 1);
        NewNotices one = after(first);
        NewNotices none = after(second);

        // Then
        assertThat(second).isGreaterThan(first);
        assertThat(contents(both)).containsExactly("one", "two: with é and {\"json\": \"\"}");
        assertThat(contents(one)).containsExactly("two: with é and {\"json\": \"\"}");
        assertThat(none.notices()).isEmpty();
        assertThat(List.of(both, one, none)).allSatisfy(found -> {
            assertThat(found.version()).isEqualTo(second);
            assertThat(found.newest()).isEqualTo(second);
        });
        assertThat(both.notices().get(0))
                .isEqualTo(new Notice(subject, "one", NOW.get(), NOW.get() + MINUTE.toMillis()));
    }

    @Test
    void aLaterOneTakesThePlaceOfAnEarlierOne() {
        // Given
        long first = put(subject, "one", MINUTE);
        put(other, "other", MINUTE);

        // When
        put(subject, "two", Duration.ZERO);

        // Then
        NewNotices found = after(first - 1);
        assertThat(contents(found)).containsExactly("other", "two");
        assertThat(found.notices().get(1).until()).isEqualTo(Notice.FOR_EVER);
    }

    @Test
    void aLaterOneIsKeptForAtLeastAsLong() {
        // Given
        long first = put(subject, "one", Duration.ofHours(1));
        long until = NOW.get() + Duration.ofHours(1).toMillis();

        // When
        put(subject, "two", MINUTE);

        // Then
        assertThat(after(first).notices()).containsExactly(new Notice(subject, "two", NOW.get() + 1, until));
        NOW.addAndGet(2 * MINUTE.toMillis());
        put(other, "three", MINUTE);
        assertThat(contents(after(first))).containsExactly("two", "three");
    }

    @Test
    void aLaterOneIsLaterWhateverTheClockSays() {
        // Given
        put(subject, "one", Duration.ZERO);
        NOW.addAndGet(-1_000);
        long now = NOW.get();

        // When
        long second = put(subject, "two", Duration.ZERO);
        restore(new Notice(subject, "one", now + 1_000, Notice.FOR_EVER));
        NOW.addAndGet(1_000);

        // Then
        assertThat(after(second - 1).notices())
                .containsExactly(new Notice(subject, "two", now + 1_001, Notice.FOR_EVER));
    }

    @Test
    void whatHoldsNoMoreIsForgottenThoughItWasToBeForEver() {
        // Given
        long first = put(subject, "one", Duration.ZERO);
        put(subject, "", MINUTE);
        List<String> empty = contents(after(first));

        // When
        NOW.addAndGet(MINUTE.toMillis());
        put(other, "two", MINUTE);

        // Then
        assertThat(empty).containsExactly("");
        assertThat(contents(after(first))).containsExactly("two");
    }

    private NoticePut replace(String about, String content, long known) {
        return await(stores.notices().replace(about, content, Duration.ZERO, known));
    }

    @Test
    void oneIsReplacedByWhoeverKnowsIt() {
        // Given
        NoticePut first = replace(subject, "one", 0);

        // When
        NoticePut second = replace(subject, "two", first.writtenAt());

        // Then
        assertThat(List.of(first.outcome(), second.outcome())).containsOnly(NoticePut.Outcome.WRITTEN);
        assertThat(second.version()).isGreaterThan(first.version());
        assertThat(after(first.version()).notices())
                .containsExactly(new Notice(subject, "two", second.writtenAt(), Notice.FOR_EVER));
    }

    @Test
    void oneIsNotReplacedByWhoeverKnowsAnotherOne() {
        // Given
        NoticePut first = replace(subject, "one", 0);
        replace(subject, "two", first.writtenAt());

        // When
        List<NoticePut> late = List.of(
                replace(subject, "three", first.writtenAt()),
                replace(subject, "four", 0),
                replace(other, "five", first.writtenAt()));

        // Then
        assertThat(late).containsOnly(new NoticePut(NoticePut.Outcome.CHANGED, 0, 0));
        assertThat(contents(after(first.version()))).containsExactly("two");
        assertThat(await(stores.notices().get(other))).isNull();
    }

    @Test
    void anEmptyOneIsAsNone() {
        // Given
        NoticePut first = replace(subject, "one", 0);
        put(subject, "", MINUTE);

        // When
        NoticePut stale = replace(subject, "two", first.writtenAt());
        NoticePut anew = replace(subject, "two", 0);

        // Then
        assertThat(stale.outcome()).isEqualTo(NoticePut.Outcome.CHANGED);
        assertThat(anew.outcome()).isEqualTo(NoticePut.Outcome.WRITTEN);
        assertThat(await(stores.notices().get(subject)))
                .isEqualTo(new Notice(subject, "two", anew.writtenAt(), Notice.FOR_EVER));
    }

    @Test
    void theyAreListedBySubjects() {
        // Given
        String ours = "list-" + unique + "-";
        List.of("b", "a", "d:é", "c").forEach(name -> put(ours + name, "of " + name, MINUTE));
        put("list-" + unique, "before", MINUTE);
        put("list-" + unique + "z", "behind", MINUTE);

        // When
        List<Notice> first = await(stores.notices().list(ours, "", 3));
        List<Notice> second = await(stores.notices().list(ours, first.get(2).subject(), 3));

        // Then
        assertThat(first).extracting(Notice::content).containsExactly("of a", "of b", "of c");
        assertThat(second).extracting(Notice::content).containsExactly("of d:é");
        NOW.addAndGet(MINUTE.toMillis());
        assertThat(await(stores.notices().list(ours, "", 3))).isEmpty();
    }

    @Test
    void theyAreToldInPages() {
        // Given
        long first = put(subject, "one", MINUTE);
        long second = put(other, "two", MINUTE);
        long third = put(subject + "-3", "three", MINUTE);

        // When
        NewNotices page = await(stores.notices().after(first - 1, 2));
        NewNotices rest = await(stores.notices().after(page.version(), 2));

        // Then
        assertThat(contents(page)).containsExactly("one", "two");
        assertThat(page.version()).isEqualTo(second);
        assertThat(page.newest()).isEqualTo(third);
        assertThat(contents(rest)).containsExactly("three");
        assertThat(rest.version()).isEqualTo(third);
    }

    @Test
    void theyAreForgottenWhenTheirTimeIsOver() {
        // Given
        long first = put(subject, "one", MINUTE);

        // When
        NOW.addAndGet(MINUTE.toMillis());
        put(other, "two", MINUTE);

        // Then
        assertThat(contents(after(first - 1))).containsExactly("two");
    }

    @Test
    void theVersionGrowsWithTimeSoThatALostStoreIsNotTakenForAnOlderOne() {
        // Given
        long first = put(subject, "one", MINUTE);

        // When
        NOW.addAndGet(1_000);
        long second = put(other, "two", MINUTE);

        // Then
        assertThat(second).isGreaterThanOrEqualTo(NOW.get() * 1_000);
        assertThat(second).isGreaterThan(first + 500);
    }

    @Test
    void whatIsPutBackBeatsOnlyWhatIsOlder() {
        // Given
        long first = put(subject, "there", MINUTE);
        long now = NOW.get();

        // When
        restore(
                new Notice(subject, "older", now - 1, now + 1_000),
                new Notice(other, "lost", now - 5, Notice.FOR_EVER),
                new Notice(other + "-2", "over", now - 5, now));
        restore(new Notice(other, "lost", now - 5, Notice.FOR_EVER));
        restore(new Notice(other + "-3", "two", now - 5, now + 1), new Notice(subject, "newer", now + 1, now + 9_000));

        // Then
        assertThat(contents(after(first - 1))).containsExactly("lost", "two", "newer");
        assertThat(after(first - 1).notices().get(2)).isEqualTo(new Notice(subject, "newer", now + 1, now + 9_000));
    }

    @Test
    void thereIsAnEndToThem() {
        // Given
        long now = NOW.get();
        Notice[] many = IntStream.range(0, NoticeStore.MOST)
                .mapToObj(i -> new Notice(subject + i, "x", now, now + 1_000))
                .toArray(Notice[]::new);
        restore(many);

        // When
        Long oneMore = await(stores.notices().put(other, "x", MINUTE));

        // Then
        assertThat(oneMore).isNull();
        assertThat(replace(other, "x", 0).outcome()).isEqualTo(NoticePut.Outcome.FULL);
        assertThat(put(subject + "0", "known", Duration.ofSeconds(1))).isPositive();
        NOW.addAndGet(1_000);
        assertThat(put(other, "now", MINUTE)).isPositive();
    }
}
