package io.chappe.core.model;

import org.jspecify.annotations.Nullable;

/**
 * What a moderator does to a room.
 *
 * @param target whom it is about; null for all who wait, for the next of them where one is taken, and where it is about the room
 * @param banMs for how long the target's peer may not come back; 0 where it is not taken out
 * @param to where somebody is called to; null where nobody is
 * @param request under which a move was asked for; 0 for anything else
 * @param metadata of the room from now on; null where that is not changed, or there is none any more
 */
public record Moderation(
        Action action,
        @Nullable SessionId target,
        long banMs,
        @Nullable RoomId to,
        long request,
        RawJson metadata) {
    /** In the place of a moderator: an administrator, who is in no room. No session has this id, for theirs are random. */
    public static final SessionId ADMINISTRATOR = new SessionId("administrator");

    /** Gateways that have not heard of it must have, before it ends. */
    public static final long SHORTEST_BAN_MS = 60_000;

    public static final long LONGEST_BAN_MS = 86_400_000;
    public static final long DEFAULT_BAN_MS = 600_000;

    /** So long who was not let in may not ask again. */
    public static final long DENIAL_MS = SHORTEST_BAN_MS;

    /** One that calls nobody. */
    public Moderation(Action action, @Nullable SessionId target, long banMs) {
        this(action, target, banMs, null, Call.TAKE, RawJson.NULL);
    }

    /** Calls one who waits in a queue; null for the next. */
    public static Moderation take(@Nullable SessionId target, RoomId to) {
        return new Moderation(Action.TAKE, target, 0, to, Call.TAKE, RawJson.NULL);
    }

    /** Calls somebody to another room. */
    public static Moderation move(SessionId target, RoomId to, long request) {
        return new Moderation(Action.MOVE, target, 0, to, request, RawJson.NULL);
    }

    /** Gives a room other metadata: a JSON object, or null for none. */
    public static Moderation describe(RawJson metadata) {
        return new Moderation(Action.DESCRIBE, null, 0, null, Call.TAKE, metadata);
    }

    public enum Action {
        /** Lets in from the lobby. */
        ADMIT,
        /** Takes out of the lobby. */
        DENY,
        /** Takes all sessions of a peer out. */
        KICK,
        /** Lets nobody in but moderators. */
        LOCK,
        UNLOCK,
        /** Calls out of a queue. */
        TAKE,
        /** Calls to another room. */
        MOVE,
        /** Changes the room's metadata. */
        DESCRIBE
    }
}
