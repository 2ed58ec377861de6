package io.chappe.presence.store;

import io.chappe.core.bus.Notice;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The notices, numbered by one series: whoever knows all up to a version asks for those after it. A version never goes back,
 * also not when the store has lost them; then gateways put them back, and they are numbered anew.
 *
 * <p>Operations are atomic and limited in time like those of {@link RoomStore}. Time is the store's alone.
 */
public interface NoticeStore {
    /** Subjects that there can be at a time. */
    int MOST = 20_000;

    /**
     * Writes one. It is later than the one before of its subject, also where the clock is not: or a gateway that knows that
     * one would not take it.
     *
     * @param keep how long it is kept; 0 for ever. One of the same subject that is kept for longer gives it its time, unless it
     *     is empty: then there is nothing that would have to hold for so long
     * @return its version; null where there are too many subjects
     */
    Future<@Nullable Long> put(String subject, String content, Duration keep);

    /**
     * Writes one like {@link #put}, if what is there is what whoever writes it knows.
     *
     * @param known when that was written; 0 if there is to be none, or an empty one
     */
    Future<NoticePut> replace(String subject, String content, Duration keep, long known);

    /** The one of a subject, which may be empty; null if there is none. */
    Future<@Nullable Notice> get(String subject);

    /**
     * Those whose subjects begin in one way, in an order that is the store's own.
     *
     * @param after only those whose subjects come after this one; empty for the first
     * @param most at least one; fewer are told only where there are no more
     */
    Future<List<Notice>> list(String prefix, String after, int most);

    /** Puts back what somebody knows. What is there, and was written no earlier, stays. */
    Future<Void> restore(List<Notice> notices);

    /** Those after a version, at most so many, at least one. */
    Future<NewNotices> after(long version, int most);
}
