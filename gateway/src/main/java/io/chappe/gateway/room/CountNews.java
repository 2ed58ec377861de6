package io.chappe.gateway.room;

import io.chappe.core.model.Roster;

/**
 * Tells the sessions here how many members a large room has, where that is all that has changed for them: at once, and then so
 * seldom that a crowd costs each member little. On the room's event loop.
 */
final class CountNews {
    private static final long PACE_MS = 1_000;

    private final RoomView view;
    private boolean resting;
    private boolean due;

    CountNews(RoomView view) {
        this.view = view;
    }

    void changed() {
        if (resting) {
            due = true;
            return;
        }
        resting = true;
        due = false;
        Roster roster = view.roster();
        // One that has become small has said so, and has no count any more.
        if (roster != null && roster.isLarge()) {
            view.recipients().tellCount(view.id(), roster);
        }
        view.loop().after(PACE_MS, this::rested);
    }

    /** Other news have told of it. */
    void told() {
        due = false;
    }

    private void rested() {
        resting = false;
        if (due) {
            changed();
        }
    }
}
