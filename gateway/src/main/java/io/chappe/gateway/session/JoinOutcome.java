package io.chappe.gateway.session;

import io.chappe.core.model.Roster;
import io.chappe.core.model.WaitingPlace;

/** What a client is told that has asked to join, before anything else of the room. */
public interface JoinOutcome {
    /** For one that is taken up again: it is told of all its rooms at once. */
    JoinOutcome UNTOLD = new JoinOutcome() {
        @Override
        public void joined(Roster roster) {}

        @Override
        public void waits(WaitingPlace place) {}
    };

    /**
     * It is a member.
     *
     * @param roster as of the joining
     */
    void joined(Roster roster);

    /** It is in the lobby. */
    void waits(WaitingPlace place);
}
