package io.chappe.presence.rooms;

import io.chappe.core.bus.RoomAnswer;
import io.chappe.core.bus.RoomRequest;
import io.chappe.core.bus.RosterWire;
import io.chappe.core.bus.WireVersion;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.Roster;
import io.chappe.core.model.RosterStamp;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Answers that are too long for one message, kept for a moment while gateways fetch their parts, so that all parts are of one
 * version of the room. Confined to one event loop.
 */
public final class LongAnswers {
    /** After its last part. */
    private static final long KEEP_MS = 5_000;

    /** Of all together; the oldest goes first, and whoever was at it begins again. */
    private static final long MOST_BYTES = 128L << 20;

    private static final class Kept {
        private final RosterStamp stamp;
        private final Buffer whole;
        private long usedAt;

        Kept(RosterStamp stamp, Buffer whole) {
            this.stamp = stamp;
            this.whole = whole;
            use();
        }

        Buffer use() {
            usedAt = System.nanoTime();
            return whole;
        }

        long unusedMs() {
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - usedAt);
        }
    }

    private final Vertx vertx;
    private final Map<Long, Kept> kept = new LinkedHashMap<>();
    /** When a room has changed by much, all its gateways ask at once. */
    private final Map<RoomKey, Long> latest = new HashMap<>();

    private long bytes;

    public LongAnswers(Vertx vertx) {
        this.vertx = vertx;
    }

    /** The answer itself, or its first part. */
    RoomAnswer first(RoomKey room, @Nullable Roster roster) {
        RoomAnswer answer = new RoomAnswer.Found(roster);
        if (roster == null || !WireVersion.hasLargeRooms()) {
            return answer;
        }
        Long id = latest.get(room);
        Kept same = id == null ? null : kept.get(id);
        if (id != null && same != null && same.stamp.equals(roster.stamp())) {
            return part(id, same.use(), 0);
        }
        Buffer whole = answer.encode();
        return whole.length() <= RosterWire.MOST_BYTES
                ? answer
                : part(keep(room, new Kept(roster.stamp(), whole)), whole, 0);
    }

    RoomAnswer next(RoomRequest.Fetch fetch) {
        Kept found = kept.get(fetch.answer());
        return found == null || fetch.offset() >= found.whole.length()
                ? new RoomAnswer.Refused(ErrorCode.TIMEOUT, "this answer is not kept any more; ask again")
                : part(fetch.answer(), found.use(), fetch.offset());
    }

    private static RoomAnswer.Part part(long id, Buffer whole, int offset) {
        int end = Math.min(whole.length(), offset + RosterWire.MOST_BYTES);
        return new RoomAnswer.Part(id, whole.length(), whole.slice(offset, end));
    }

    private long keep(RoomKey room, Kept answer) {
        long id = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
        kept.put(id, answer);
        latest.put(room, id);
        bytes += answer.whole.length();
        while (bytes > MOST_BYTES && kept.size() > 1) {
            drop(kept.keySet().iterator().next());
        }
        vertx.setTimer(KEEP_MS, timer -> tidy(room, id));
        return id;
    }

    private void tidy(RoomKey room, long id) {
        Kept answer = kept.get(id);
        long restMs = answer == null ? 0 : KEEP_MS - answer.unusedMs();
        if (restMs > 0) {
            vertx.setTimer(restMs, timer -> tidy(room, id));
            return;
        }
        drop(id);
        latest.remove(room, id);
    }

    private void drop(long id) {
        Kept dropped = kept.remove(id);
        bytes -= dropped == null ? 0 : dropped.whole.length();
    }
}
