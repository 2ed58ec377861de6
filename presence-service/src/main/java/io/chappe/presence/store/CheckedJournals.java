package io.chappe.presence.store;

import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Refuses what no journal takes before the store is asked, so that all stores draw the same line. */
public final class CheckedJournals implements JournalStore {
    private final JournalStore store;

    public CheckedJournals(JournalStore store) {
        this.store = store;
    }

    @Override
    public Future<Long> append(String journal, String text, int keep) {
        String refusal = text.length() > LONGEST
                ? "an entry has at most %d chars, not %d".formatted(LONGEST, text.length())
                : outside("keep", keep, MOST_KEPT);
        return refusal == null ? store.append(journal, text, keep) : refused(refusal);
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
