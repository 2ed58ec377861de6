package io.chappe.core.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the members of a room are told of a change.
 *
 * @param delta about {@link Roster#listed} members alone
 * @param count of all members of a {@link Roster#isLarge large} room; 0 of any other
 * @param isList whether it is told as a list, whatever is in it
 */
public record RosterNews(RosterDelta delta, int count, boolean isList) {
    /** Of a room that is not large. */
    public RosterNews(RosterDelta delta) {
        this(delta, 0, false);
    }

    /** Of how many members there are. */
    public static RosterNews ofCount(Roster now) {
        RosterDelta nobody = new RosterDelta(now.incarnation(), now.version(), List.of(), List.of(), List.of());
        return new RosterNews(nobody, now.members().size(), true);
    }

    /** Whether there is nothing to be told of but the count. */
    public boolean isOfCountAlone() {
        return isList && count > 0 && delta.isEmpty();
    }

    /**
     * @param shown what {@link Roster#shown} says of the change
     */
    public static RosterNews of(Roster known, Roster now, RosterDelta shown) {
        if (!known.isLarge() && !now.isLarge()) {
            return new RosterNews(shown);
        }
        RosterDelta delta = listed(known, now, shown);
        int count = now.members().size();
        // A room that gets small enough says so, even where all that are left were listed.
        boolean isNews = delta.hasMembers() || count != known.members().size();
        return new RosterNews(delta, now.isLarge() ? count : 0, isNews);
    }

    /** Whether it tells something of members. */
    public boolean hasMembers() {
        return isList || delta.hasMembers();
    }

    /** In a large room a member may move up when another one leaves, and must step back when the order has been lost. */
    private static RosterDelta listed(Roster known, Roster now, RosterDelta shown) {
        Map<SessionId, Member> before = bySession(known.listed());
        Map<SessionId, Member> after = bySession(now.listed());
        List<Member> joined = now.listed().stream()
                .filter(member -> !before.containsKey(member.session()))
                .toList();
        List<Member> updated = shown.updated().stream()
                .filter(member -> before.containsKey(member.session()) && after.containsKey(member.session()))
                .toList();
        List<RosterDelta.Departure> left = new ArrayList<>();
        for (RosterDelta.Departure departure : shown.left()) {
            if (before.containsKey(departure.member().session())) {
                left.add(departure);
            }
        }
        for (Member member : before.values()) {
            if (!after.containsKey(member.session()) && now.seen(member.session()) != null) {
                left.add(new RosterDelta.Departure(member, LeaveReason.UNLISTED));
            }
        }
        return new RosterDelta(shown.incarnation(), shown.version(), joined, left, updated, shown.rules());
    }

    private static Map<SessionId, Member> bySession(Collection<Member> members) {
        Map<SessionId, Member> bySession = new LinkedHashMap<>(members.size() * 2);
        members.forEach(member -> bySession.put(member.session(), member));
        return bySession;
    }
}
