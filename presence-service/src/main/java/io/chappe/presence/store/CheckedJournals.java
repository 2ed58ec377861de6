package io.chappe.presence.store;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Refuses what no journal takes before the store is asked, so that all stores draw the same line. */
public final class CheckedJournals implements JournalStore {
    private static final Duration SHORTEST_LIFE = Duration.ofSeconds(1);

    private final JournalStore store;

    public CheckedJournals(JournalStore store) {
        this.store = store;
    }

    @Override
    public Future<Long> append(String journal, List<String> texts, Keeping keeping) {
        String refusal = refusal(texts, keeping);
        return refusal == null ? store.append(journal, texts, keeping) : refused(refusal);
    }

    private static @Nullable String refusal(List<String> texts, Keeping keeping) {
        int longest = texts.stream().mapToInt(String::length).max().orElse(0);
        if (longest > LONGEST) {
            return "an entry has at most %d chars, not %d".formatted(LONGEST, longest);
        } else if (!keeping.life().isZero() && keeping.life().compareTo(SHORTEST_LIFE) < 0) {
            return "a journal lives for %s at least, not %s".formatted(SHORTEST_LIFE, keeping.life());
        }
        String refusal = outside("entries", texts.size(), MOST_AT_ONCE);
        return refusal == null ? outside("keep", keeping.most(), MOST_KEPT) : refusal;
    }

    @Override
    public Future<List<JournalEntry>> before(String journal, long number, int limit) {
        String refusal = outside("limit", limit, MOST_AT_ONCE);
        return refusal == null ? store.before(journal, number, limit) : refused(refusal);
    }

    @Override
    public Future<List<JournalEntry>> after(String journal, long number, int limit) {
        String refusal = outside("limit", limit, MOST_AT_ONCE);
        return refusal == null ? store.after(journal, number, limit) : refused(refusal);
    }

    private static @Nullable String outside(String name, int value, int most) {
        return value >= 1 && value <= most ? null : "%s is 1 to %d, not %d".formatted(name, most, value);
    }

    private static <T> Future<T> refused(String refusal) {
        return Future.failedFuture(new IllegalArgumentException(refusal));
    }
}
