package io.chappe.gateway.room;

import io.chappe.core.model.Roster;
import io.chappe.core.model.RosterDelta;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What has been heard of a room and is not in the copy of its roster yet: what came before its turn, and in a room of many what
 * is gathered. For one thread.
 */
final class PendingChanges {
    /** More than come while a long roster is fetched. What comes beyond is lost, and found missing by its version. */
    private static final int MOST = 4096;

    /** Nearly always none. */
    private NavigableMap<Long, RosterDelta> deltas = Collections.emptyNavigableMap();

    private @Nullable Roster roster;

    void add(RosterDelta delta) {
        if (deltas.isEmpty()) {
            deltas = new TreeMap<>();
        }
        if (deltas.size() < MOST) {
            deltas.put(delta.version(), delta);
        }
    }

    /** A whole roster that need not be the next; the newest counts. */
    void add(Roster whole) {
        Roster before = roster;
        roster = before == null || before.version() < whole.version() ? whole : before;
    }

    boolean isEmpty() {
        return deltas.isEmpty() && roster == null;
    }

    /** Takes the whole roster; null if there is none. */
    @Nullable Roster takeRoster() {
        Roster taken = roster;
        roster = null;
        return taken;
    }

    /** Takes the changes that follow a roster and each other, and drops those that it has already. */
    List<RosterDelta> takeAfter(Roster known) {
        List<RosterDelta> following = new ArrayList<>(1);
        long version = known.version();
        while (!deltas.isEmpty()) {
            RosterDelta next = deltas.firstEntry().getValue();
            boolean isNext = next.version() == version + 1 && next.incarnation() == known.incarnation();
            if (!isNext && next.version() > version) {
                break;
            }
            deltas.pollFirstEntry();
            if (isNext) {
                following.add(next);
                version++;
            }
        }
        if (deltas.isEmpty()) {
            deltas = Collections.emptyNavigableMap();
        }
        return following;
    }
}
