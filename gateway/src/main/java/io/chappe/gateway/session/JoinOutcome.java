package io.chappe.gateway.session;

import io.chappe.core.model.Roster;

/** What a client is told that has asked to join, before anything else of the room. */
public interface JoinOutcome {
    /** For one that is taken up again: it is told of all its rooms at once. */
    JoinOutcome UNTOLD = new JoinOutcome() {
        @Override
        public void joined(Roster roster) {}

        @Override
        public void waits(int position) {}
    };

    /**
     * It is a member.
     *
     * @param roster as of the joining
     */
    void joined(Roster roster);

    /**
     * It is in the lobby.
     *
     * @param position from 1
     */
    void waits(int position);
}
