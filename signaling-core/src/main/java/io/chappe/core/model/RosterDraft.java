package io.chappe.core.model;

import java.util.HashMap;
import java.util.Map;

/** A roster that is being put together. */
final class RosterDraft {
    private final Map<SessionId, Member> members;
    private final Map<SessionId, Member> lobby;
    private long digest;

    RosterDraft(Map<SessionId, Member> members, Map<SessionId, Member> lobby, long digest) {
        this.members = new HashMap<>(members);
        this.lobby = new HashMap<>(lobby);
        this.digest = digest;
    }

    void put(Member seat) {
        remove(seat.session());
        (seat.waits() ? lobby : members).put(seat.session(), seat);
        digest += seat.digest();
    }

    void remove(SessionId session) {
        Member old = members.remove(session);
        Member there = old == null ? lobby.remove(session) : old;
        digest -= there == null ? 0 : there.digest();
    }

    Map<SessionId, Member> members() {
        return members;
    }

    Map<SessionId, Member> lobby() {
        return lobby;
    }

    long digest() {
        return digest;
    }
}
