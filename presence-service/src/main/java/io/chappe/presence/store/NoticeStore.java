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

    /** Puts back what somebody knows. What is there, and was written no earlier, stays. */
    Future<Void> restore(List<Notice> notices);

    /** Those after a version, at most so many, at least one. */
    Future<NewNotices> after(long version, int most);
}
