package io.chappe.presence.store;

import io.chappe.core.model.RoomRules;

/** For how long a room is remembered that nobody is in. */
final class Fading {
    /** For its tombstones, and so that its version never goes back. */
    private static final long TOMBSTONES_MS = Tombstones.KEEP_MS;

    /** As long as the longest ban. */
    private static final long MAX_BAN_MS = 86_400_000;

    private Fading() {}

    /**
     * In ms, if nothing changes it.
     *
     * @param keptUntil when its lock and its metadata are forgotten
     */
    static long millis(RoomRules rules, long keptUntil, long now) {
        long lastBan =
                rules.bans().values().stream().mapToLong(end -> end).max().orElse(now);
        long forBans = Math.min(MAX_BAN_MS, lastBan - now);
        return Math.max(TOMBSTONES_MS, Math.max(forBans, keptUntil - now));
    }
}
