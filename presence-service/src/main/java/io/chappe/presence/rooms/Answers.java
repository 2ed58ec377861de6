package io.chappe.presence.rooms;

import io.chappe.core.bus.RoomAnswer;
import io.chappe.core.bus.RosterWire;
import io.chappe.core.bus.WireVersion;
import io.chappe.core.model.Member;
import io.chappe.core.model.Roster;
import io.chappe.core.model.RosterDelta;
import io.chappe.presence.store.JoinResult;
import io.chappe.presence.store.RoomChange;
import java.util.stream.Stream;

/** Answers about rooms, so far as one message holds them: gateways fetch what is missing. */
final class Answers {
    private static final int MOST_TOLD = 500;

    /** Of a member: its session, home and numbers. */
    private static final int AROUND = 160;

    private Answers() {}

    /** How many members whoever joins is told of: who has no copy of all, if they are few. */
    static int rosterUpTo(boolean hasCopy) {
        if (hasCopy) {
            return 0;
        }
        return WireVersion.hasLargeRooms() ? MOST_TOLD : Integer.MAX_VALUE;
    }

    static RoomAnswer joined(JoinResult result) {
        Roster roster = result.roster();
        return roster == null || !isShort(roster.seats()) ? changed(result.change()) : new RoomAnswer.Joined(roster);
    }

    /** What has changed; of what is too long, nothing. */
    static RoomAnswer changed(RoomChange change) {
        RosterDelta delta = change.delta();
        return new RoomAnswer.Changed(delta == null || isShort(members(delta)) ? delta : null);
    }

    private static Stream<Member> members(RosterDelta delta) {
        Stream<Member> gone = delta.left().stream().map(RosterDelta.Departure::member);
        return Stream.concat(gone, Stream.concat(delta.joined().stream(), delta.updated().stream()));
    }

    private static boolean isShort(Stream<Member> members) {
        return !WireVersion.hasLargeRooms() || members.mapToInt(Answers::length).sum() <= RosterWire.MOST_BYTES;
    }

    private static int length(Member member) {
        int peer = 4 * member.peer().value().length();
        return AROUND
                + peer
                + member.meta().length()
                + member.standing().attributes().length();
    }
}
