package io.chappe.presence.store;

import io.chappe.core.model.Entry;
import io.chappe.core.model.RoomRules;
import io.chappe.core.model.Standing;

/**
 * Who comes into one room, and whereto.
 *
 * @param limit of members, of those who wait, and of those who are hidden
 */
record Door(Seats seats, RoomRules rules, int limit) {
    /**
     * The door as a newcomer finds it. To who sees nobody behind it, a room with hidden members is like any other that begins anew.
     *
     * @param isKept whether what moderators have set stays although nobody is in the room
     */
    static Door facing(Newcomer newcomer, Seats seats, RoomRules rules, boolean isKept, int limit) {
        boolean isEmpty = seats.count() == 0;
        boolean seesNobody =
                isEmpty || (!newcomer.entry().standing().hidden() && seats.inside() + seats.waiting() == 0);
        boolean stays = isEmpty ? isKept : rules.keptMs() > 0;
        return new Door(seats, seesNobody ? newcomer.entry().rules().after(rules, stays) : rules, limit);
    }

    /** {@link Verdict#DONE} if it opens, or why it does not. */
    Verdict verdict(Newcomer newcomer, long now) {
        Entry entry = newcomer.entry();
        if (rules.isBanned(newcomer.peer(), now)) {
            return Verdict.BANNED;
        }
        if (rules.locked() && !entry.standing().moderates()) {
            return Verdict.LOCKED;
        }
        if (leadsToLobby(entry.standing())) {
            return seats.waiting() < limit ? Verdict.DONE : Verdict.FULL;
        }
        if (seats.inside() == 0 && !entry.creates()) {
            return Verdict.CLOSED;
        }
        if (entry.standing().hidden()) {
            return seats.hidden() < limit ? Verdict.DONE : Verdict.FULL;
        }
        return places() > 0 ? Verdict.DONE : Verdict.FULL;
    }

    /** Of one that comes in. */
    Standing standing(Newcomer newcomer) {
        Standing standing = newcomer.entry().standing();
        return leadsToLobby(standing) ? standing.waiting() : standing;
    }

    private boolean leadsToLobby(Standing standing) {
        return rules.lobby() && !standing.moderates() && !standing.hidden();
    }

    /** How many more members there may be; who was put back after a loss may be above the limit. */
    int places() {
        int most = rules.maxMembers() > 0 ? Math.min(limit, rules.maxMembers()) : limit;
        return Math.max(0, most - seats.inside());
    }
}
