package io.chappe.core.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A roster that is being put together. */
final class RosterDraft {
    private final Map<SessionId, Member> members;
    private final Map<SessionId, Member> lobby;
    private final Map<SessionId, Member> hidden;
    private long digest;

    RosterDraft(
            Map<SessionId, Member> members, Map<SessionId, Member> lobby, Map<SessionId, Member> hidden, long digest) {
        this.members = new HashMap<>(members);
        this.lobby = new HashMap<>(lobby);
        this.hidden = new HashMap<>(hidden);
        this.digest = digest;
    }

    /** With seats that are equal, and so of the same digest. */
    RosterDraft mapped(UnaryOperator<Member> mapping) {
        return new RosterDraft(mapped(members, mapping), mapped(lobby, mapping), mapped(hidden, mapping), digest);
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
        (seat.waits() ? lobby : seat.isHidden() ? hidden : members).put(seat.session(), seat);
        digest += seat.digest();
    }

    void remove(SessionId session) {
        for (Map<SessionId, Member> seats : List.of(members, lobby, hidden)) {
            Member there = seats.remove(session);
            digest -= there == null ? 0 : there.digest();
        }
    }

    Map<SessionId, Member> members() {
        return members;
    }

    Map<SessionId, Member> lobby() {
        return lobby;
    }

    Map<SessionId, Member> hidden() {
        return hidden;
    }

    long digest() {
        return digest;
    }
}
