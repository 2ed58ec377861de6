package io.chappe.presence.store;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/**
 * Journals: entries in the order in which they were written; of each journal only the newest are kept. A journal begins with
 * its first entry and has any name; one that nobody has written has no entries.
 *
 * <p>Operations are atomic and limited in time like those of {@link RoomStore}, and entries that one context writes to one
 * journal one after the other are in that order. Writing is not idempotent: where a future failed, or the store has lost a
 * member meanwhile, the entry may be there or not, or twice. Nobody puts back what the store has lost. Who asks for what no
 * journal takes gets an {@link IllegalArgumentException} as failure, and the store is not asked.
 *
 * <p>A journal lies in one place and in memory, and moves as a whole: how many entries are kept, times their length, belongs
 * into the tens of megabytes.
 */
public interface JournalStore {
    /** An entry's text is at most so long, in chars. */
    int LONGEST = 16_384;

    /** Entries that a journal can keep. */
    int MOST_KEPT = 100_000;

    /** Entries that can be asked for at a time. */
    int MOST_AT_ONCE = 500;

    /**
     * Writes some, and forgets the journal's oldest above those to keep.
     *
     * @param texts 1 to {@link #MOST_AT_ONCE}, each at most {@link #LONGEST}; may be empty ones
     * @param keeping each call decides anew
     * @return the number of the last: greater than that of each one before, also of those that are forgotten; and also when the
     *     store has lost the journal, unless its clock went back at the same time. Those of one call have numbers in their order
     */
    Future<Long> append(String journal, List<String> texts, Keeping keeping);

    /**
     * The newest before a number, newest first.
     *
     * @param number of the first one not to be told; {@link Long#MAX_VALUE} for the newest of all
     * @param limit 1 to {@link #MOST_AT_ONCE}; less are told only where there are no more
     */
    Future<List<JournalEntry>> before(String journal, long number, int limit);

    /**
     * The oldest after a number, oldest first. Those that were forgotten meanwhile are left out unsaid: numbers have gaps.
     *
     * @param number of the last one that is known; 0 for the oldest of all
     * @param limit see {@link #before}
     */
    Future<List<JournalEntry>> after(String journal, long number, int limit);

    /**
     * How much of a journal is kept.
     *
     * @param most of its entries, with those that are written: 1 to {@link #MOST_KEPT}
     * @param life of the whole journal after what was written last, at least a second, and soon after that it is gone; zero for ever
     */
    record Keeping(int most, Duration life) {}

    /**
     * What was written once.
     *
     * @param number its place in the journal, at least 1 and below 2^53
     * @param at the store's time in ms when it was written; unlike the number, it may go back
     */
    record JournalEntry(long number, long at, String text) {}
}
