package io.chappe.presence.store;

import io.chappe.core.model.Entry;
import io.chappe.core.model.RoomRules;
import io.chappe.core.model.Standing;

/**
 * Who comes into one room, and whereto.
 *
 * @param limit of members, and of those who wait
 */
record Door(Seats seats, RoomRules rules, int limit) {
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
        return places() > 0 ? Verdict.DONE : Verdict.FULL;
    }

    /** Of one that comes in. */
    Standing standing(Newcomer newcomer) {
        Standing standing = newcomer.entry().standing();
        return leadsToLobby(standing) ? standing.waiting() : standing;
    }

    private boolean leadsToLobby(Standing standing) {
        return rules.lobby() && !standing.moderates();
    }

    /** How many more members there may be; who was put back after a loss may be above the limit. */
    int places() {
        int most = rules.maxMembers() > 0 ? Math.min(limit, rules.maxMembers()) : limit;
        return Math.max(0, most - seats.inside());
    }
}
