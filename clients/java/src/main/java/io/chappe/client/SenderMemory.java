package io.chappe.client;

import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver remembers of one sender. Signals from session to session form a chain by their {@code prev}; one
 * number is enough to know which of them it has had. The others, which are to a peer or a room and the first of a chain,
 * may overtake each other; of those it remembers the last 256.
 */
final class SenderMemory {
    private static final int WINDOW = 256;
    private static final int MAX_HELD = 64;
    private static final int MAX_HELD_SIZE = 256 * 1024;

    /** The greatest id of the chain that has been given out. */
    private long last;

    private final IdWindow window = new IdWindow(WINDOW);
    private final TreeMap<Long, Arrival> held = new TreeMap<>();
    private int heldSize;

    /** What to do with a signal. */
    enum Verdict {
        GIVE,
        HOLD,
        ACKNOWLEDGE_AGAIN,
        /** It may have been given out, but nobody knows any more: to acknowledge it could be a lie. */
        IGNORE
    }

    Verdict judge(Arrival arrival) {
        long id = arrival.id();
        if (window.contains(id)) {
            return Verdict.ACKNOWLEDGE_AGAIN;
        }
        if (arrival.prev() > 0) {
            // A sender that lets its chain go on past a signal has given that signal up.
            return id <= last ? Verdict.ACKNOWLEDGE_AGAIN : hasGiven(arrival.prev()) ? Verdict.GIVE : Verdict.HOLD;
        }
        return window.isBelow(id) ? Verdict.IGNORE : Verdict.GIVE;
    }

    /**
     * The sender names a signal only while it is open or after it was acknowledged, and what is below the window is too
     * old to be open.
     */
    private boolean hasGiven(long prev) {
        return prev <= last || window.contains(prev) || window.isBelow(prev);
    }

    /** Remembers that a signal was given out. */
    void gave(Arrival arrival) {
        release(arrival.id());
        if (arrival.prev() > 0) {
            last = arrival.id();
            // What was passed over will never be asked for.
            while (!held.isEmpty() && held.firstKey() <= last) {
                release(held.firstKey());
            }
        } else {
            window.add(arrival.id());
        }
    }

    /**
     * Keeps a signal until the one before it is here.
     *
     * @return false where there is no room; its sender repeats it
     */
    boolean hold(Arrival arrival) {
        release(arrival.id());
        if (held.size() >= MAX_HELD || heldSize + arrival.size() > MAX_HELD_SIZE) {
            return false;
        }
        held.put(arrival.id(), arrival);
        heldSize += arrival.size();
        return true;
    }

    private void release(long id) {
        Arrival released = held.remove(id);
        if (released != null) {
            heldSize -= released.size();
        }
    }

    /** The first of those held whose time has come. */
    @Nullable Arrival nextDue() {
        for (Arrival arrival : held.values()) {
            if (hasGiven(arrival.prev())) {
                return arrival;
            }
        }
        return null;
    }

    int heldCount() {
        return held.size();
    }

    int heldSize() {
        return heldSize;
    }
}
