package io.chappe.presence.rooms;

import io.chappe.core.bus.RoomAnswer;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.Moderation;
import io.chappe.presence.store.Verdict;

/** What a verdict that is not done means to the client who asked. */
final class Refusals {
    private Refusals() {}

    /** Of a session that wants to be in a room. */
    static RoomAnswer ofEntry(Verdict verdict) {
        return switch (verdict) {
            case FULL -> new RoomAnswer.Refused(ErrorCode.ROOM_FULL, "the room, or its lobby, has no place left");
            case LOCKED -> new RoomAnswer.Refused(ErrorCode.ROOM_LOCKED, "a moderator has locked the room");
            case CLOSED ->
                new RoomAnswer.Refused(
                        ErrorCode.CLOSED, "nobody is in the room yet, and this peer may not be the first");
            case BANNED ->
                new RoomAnswer.Refused(
                        ErrorCode.FORBIDDEN, "a moderator has taken this peer out of the room for a time");
            default -> new RoomAnswer.Superseded();
        };
    }

    static RoomAnswer ofModeration(Moderation.Action action, Verdict verdict) {
        return switch (verdict) {
            case FULL -> new RoomAnswer.Refused(ErrorCode.ROOM_FULL, "the room has no place left for who waits");
            case OUTSIDE -> new RoomAnswer.Refused(ErrorCode.NOT_IN_ROOM, "the moderator is not in the room");
            case SUPERSEDED -> new RoomAnswer.Superseded();
            default ->
                new RoomAnswer.Refused(
                        ErrorCode.NO_SUCH_SESSION,
                        isAboutAll(action) ? "no such session is in the room" : "no such session waits");
        };
    }

    private static boolean isAboutAll(Moderation.Action action) {
        return action == Moderation.Action.KICK || action == Moderation.Action.MOVE;
    }
}
