package io.chappe.presence.store.redis;

import io.chappe.core.model.RoomKey;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The rooms of the last while: each for one to two periods after it was noted. Of too many the earliest are forgotten sooner. For
 * any thread.
 */
final class Lately {
    private static final int MOST = 50_000;

    /** What was noted since a time in ms, and in the period before. */
    private record Generation(Set<RoomKey> rooms, Set<RoomKey> before, long since) {
        static Generation after(Set<RoomKey> before, long now) {
            return new Generation(ConcurrentHashMap.newKeySet(), before, now);
        }
    }

    private final long periodMs;
    private final LongSupplier millis;
    /** Two threads may turn it at once: what one of them has noted meanwhile is new again. */
    private volatile Generation current;

    Lately(long periodMs, LongSupplier millis) {
        this.periodMs = periodMs;
        this.millis = millis;
        current = Generation.after(ConcurrentHashMap.newKeySet(), millis.getAsLong());
    }

    /** Whether the room is new. */
    boolean note(RoomKey room) {
        Generation generation = turned();
        return !generation.before.contains(room) && generation.rooms.add(room);
    }

    /** The room is new again. */
    void forget(RoomKey room) {
        Generation generation = current;
        generation.rooms.remove(room);
        generation.before.remove(room);
    }

    private Generation turned() {
        Generation old = current;
        long now = millis.getAsLong();
        if (now - old.since < periodMs && old.rooms.size() < MOST) {
            return old;
        }
        boolean isPast = now - old.since >= 2 * periodMs;
        Set<RoomKey> before = isPast ? ConcurrentHashMap.newKeySet() : old.rooms;
        Generation turned = Generation.after(before, now);
        current = turned;
        return turned;
    }
}
