package io.chappe.core.bus;

/**
 * The versions of the wire form. A rollout has nodes of two builds side by side, so a node writes the lowest version that
 * any live node announces, and reads its own, all below it and the one above. A version adds fields at the end of a
 * message, or kinds of messages; everything else that it changes depends on {@link #written}.
 */
public final class WireVersion {
    /** Of this build. */
    private static final int NEWEST = 2;

    /** Since this one there are notices. */
    static final int NOTICES = 2;

    /** Since this one a gateway says how many sessions a peer may have. */
    static final int SESSION_LIMITS = 2;

    /** Since this one rooms have rules, lobbies and moderators. */
    static final int ROOM_RULES = 2;

    /** Since this one a gateway says whether it has a copy of the room, and takes long rosters in parts. */
    static final int LARGE_ROOMS = 2;

    /** Since this one gateways tell each other what tenants have. */
    static final int TENANT_USAGE = 2;

    /** Since this one a node reports of itself when it renews its lease. */
    static final int NODE_REPORTS = 2;

    /** Since this one a gateway says what tenants have used of it. */
    static final int USAGE_RECORDS = 2;

    /** Since this one a gateway says what happens while calls are set up. */
    static final int CALL_FACTS = 2;

    /** For the whole process, as a process is one node. */
    private static volatile int written = NEWEST;

    private WireVersion() {}

    /** What this build announces. */
    public static int newest() {
        return NEWEST;
    }

    /** What this node writes now. */
    public static int written() {
        return written;
    }

    /**
     * From now on messages are written so that all live nodes read them; from any thread.
     *
     * @param lowest that a live node announces
     */
    public static void agreeOn(int lowest) {
        written = Math.max(1, Math.min(lowest, NEWEST));
    }

    /** Whether all live nodes understand notices. */
    public static boolean hasNotices() {
        return written >= NOTICES;
    }

    /** Whether all live nodes understand limits for sessions. */
    public static boolean hasSessionLimits() {
        return written >= SESSION_LIMITS;
    }

    /** Whether all live nodes understand moderators. */
    public static boolean hasRoomRules() {
        return written >= ROOM_RULES;
    }

    /** Whether all live nodes know rooms whose rosters are longer than a message. */
    public static boolean hasLargeRooms() {
        return written >= LARGE_ROOMS;
    }

    /** Whether all live nodes understand what tenants have. */
    public static boolean hasTenantUsage() {
        return written >= TENANT_USAGE;
    }

    /** Whether all live nodes understand what tenants have used. */
    public static boolean hasUsageRecords() {
        return written >= USAGE_RECORDS;
    }

    /** Whether all live nodes understand what happens with calls. */
    public static boolean hasCallFacts() {
        return written >= CALL_FACTS;
    }

    /** Whether a message of this version can be read here. */
    static boolean isReadable(int version) {
        return version >= 1 && version <= NEWEST + 1;
    }
}
