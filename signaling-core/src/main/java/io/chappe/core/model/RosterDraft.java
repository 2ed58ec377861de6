package io.chappe.core.model;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

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

    /** With seats that are equal, and so of the same digest. */
    static RosterDraft mapped(
            Map<SessionId, Member> members, Map<SessionId, Member> lobby, long digest, UnaryOperator<Member> mapping) {
        return new RosterDraft(mapped(members, mapping), mapped(lobby, mapping), digest);
    }

    private static Map<SessionId, Member> mapped(Map<SessionId, Member> seats, UnaryOperator<Member> mapping) {
        Map<SessionId, Member> mapped = new HashMap<>(seats.size() * 2);
        seats.values().forEach(seat -> {
            Member same = mapping.apply(seat);
            mapped.put(same.session(), same);
        });
        return mapped;
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
