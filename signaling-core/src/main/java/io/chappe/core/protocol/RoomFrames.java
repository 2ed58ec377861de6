package io.chappe.core.protocol;

import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.Member;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomRules;
import io.chappe.core.model.Roster;
import io.chappe.core.model.RosterDelta;
import io.chappe.core.model.RosterNews;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.Standing;
import io.chappe.core.model.Take;
import io.chappe.core.model.WaitingPlace;
import java.util.List;

/** Writes what the server says about rooms. */
public final class RoomFrames {
    private RoomFrames() {}

    static void resumed(JsonWriter out, Welcome.Room room, SessionId self) {
        Roster roster = room.roster();
        WaitingPlace place = roster.place(self, System.currentTimeMillis());
        out.objectOf(room.room().value());
        if (place != null) {
            expected(out.field("waiting", place.position()), place);
        } else if (room.isSame()) {
            out.field("version", roster.version()).field("same", true);
        } else {
            members(rules(out.field("version", roster.version()), roster), roster);
        }
        out.close('}');
    }

    /**
     * @param id of the request; 0 for a session that was let in from the lobby
     */
    public static byte[] joined(long id, RoomId room, Roster roster, SessionId self) {
        JsonWriter out = ServerFrames.id(
                        JsonWriter.message("joined", 128 + 160 * roster.listed().size()), id)
                .field("room", room.value())
                .field("version", roster.version())
                .field("self", self.value());
        return members(rules(out, roster), roster).end();
    }

    /** Those of whom clients are told, and how many there are where these are not all. */
    private static JsonWriter members(JsonWriter out, Roster roster) {
        if (roster.isLarge()) {
            out.field("count", roster.members().size());
        }
        return out.array("members", roster.listed(), RoomFrames::memberObject);
    }

    /** Of nearly all rooms nothing. */
    private static JsonWriter rules(JsonWriter out, Roster roster) {
        RoomRules rules = roster.rules();
        if (rules.locked()) {
            out.field("locked", true);
        }
        return rules.hasMetadata() ? out.field("metadata", rules.metadata()) : out;
    }

    /**
     * @param id of the request; 0 where a session's place in the lobby has changed
     */
    public static byte[] waiting(long id, RoomId room, WaitingPlace place) {
        JsonWriter out = ServerFrames.id(JsonWriter.message("waiting", 96), id)
                .field("room", room.value())
                .field("position", place.position());
        return expected(out, place).end();
    }

    private static JsonWriter expected(JsonWriter out, WaitingPlace place) {
        Long expectedMs = place.expectedMs();
        return expectedMs == null ? out : out.field("expectedMs", expectedMs);
    }

    /** For who has called somebody out of a queue. */
    public static byte[] taken(long id, RoomId room, Take take) {
        return ServerFrames.id(JsonWriter.message("taken", 160), id)
                .field("room", room.value())
                .field("session", take.session().value())
                .field("peer", take.peer().value())
                .field("to", take.to().value())
                .end();
    }

    /** For who has moved somebody to another room. */
    public static byte[] moved(long id, RoomId room, SessionId session, RoomId to) {
        return ServerFrames.id(JsonWriter.message("moved", 160), id)
                .field("room", room.value())
                .field("session", session.value())
                .field("to", to.value())
                .end();
    }

    /** For who has followed a call to another room. */
    public static byte[] moved(RoomId room, RoomId to) {
        return JsonWriter.message("left", 128)
                .field("room", room.value())
                .field("reason", LeaveReason.MOVED.wireName())
                .field("to", to.value())
                .end();
    }

    /**
     * For moderators: who waits.
     *
     * @param count of all who do, of whom the first are named
     */
    public static byte[] lobby(RoomId room, int count, List<Member> first) {
        return JsonWriter.message("lobby", 128 + 160 * first.size())
                .field("room", room.value())
                .field("count", count)
                .array("waiting", first, RoomFrames::memberObject)
                .end();
    }

    public static byte[] roomUpdated(RoomId room, long version, RoomRules rules) {
        return JsonWriter.message("room-updated", 128 + rules.metadata().length())
                .field("room", room.value())
                .field("version", version)
                .field("locked", rules.locked())
                .field("metadata", rules.metadata())
                .end();
    }

    public static byte[] left(long id, RoomId room, String reason) {
        JsonWriter out = JsonWriter.message("left", 96);
        return ServerFrames.id(out, id)
                .field("room", room.value())
                .field("reason", reason)
                .end();
    }

    /** Tells members of a change: a frame of its own kind for one member, {@code members-changed} for more, and in a large room. */
    public static byte[] membersChanged(RoomId room, RosterNews news) {
        RosterDelta delta = news.delta();
        int changes =
                delta.joined().size() + delta.left().size() + delta.updated().size();
        if (changes != 1 || news.isList()) {
            return manyChanged(room, delta, news.count());
        }
        if (!delta.joined().isEmpty()) {
            return oneChanged("member-joined", room, delta, delta.joined().get(0))
                    .end();
        }
        if (!delta.updated().isEmpty()) {
            return oneChanged("member-updated", room, delta, delta.updated().get(0))
                    .end();
        }
        RosterDelta.Departure departure = delta.left().get(0);
        return oneChanged("member-left", room, delta, departure.member())
                .field("reason", departure.reason().wireName())
                .end();
    }

    private static JsonWriter oneChanged(String type, RoomId room, RosterDelta delta, Member member) {
        JsonWriter out = JsonWriter.message(type, 256)
                .field("room", room.value())
                .field("version", delta.version())
                .object("member");
        return member(out, member).close('}');
    }

    private static byte[] manyChanged(RoomId room, RosterDelta delta, int count) {
        JsonWriter out = JsonWriter.message("members-changed", 1024)
                .field("room", room.value())
                .field("version", delta.version());
        if (count > 0) {
            out.field("count", count);
        }
        return out.array("joined", delta.joined(), RoomFrames::memberObject)
                .array("left", delta.left(), RoomFrames::departureObject)
                .array("updated", delta.updated(), RoomFrames::memberObject)
                .end();
    }

    private static void memberObject(JsonWriter out, Member member) {
        member(out.open('{'), member).close('}');
    }

    private static void departureObject(JsonWriter out, RosterDelta.Departure departure) {
        member(out.open('{'), departure.member())
                .field("reason", departure.reason().wireName())
                .close('}');
    }

    private static JsonWriter member(JsonWriter out, Member member) {
        out.field("session", member.session().value())
                .field("peer", member.peer().value())
                .field("meta", member.meta())
                .field("state", member.state().wireName());
        Standing standing = member.standing();
        if (standing.moderates()) {
            out.field("moderator", true);
        }
        return standing.hasAttributes() ? out.field("attributes", standing.attributes()) : out;
    }
}
