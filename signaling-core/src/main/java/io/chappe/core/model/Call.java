package io.chappe.core.model;

import org.jspecify.annotations.Nullable;

/**
 * That somebody in a room, or in its lobby, is called to another room.
 *
 * @param to the room
 * @param agent who has called
 * @param request under which the agent asked for this move, so that it is known when it is asked again; {@link #TAKE} for one
 *     that is taken out of a queue
 * @param until when, in ms of the store's time, somebody else may call; {@link #FOLLOWED} once it is followed
 * @param refusal why it is not followed; null if it is, or may be
 */
public record Call(
        RoomId to,
        SessionId agent,
        long request,
        long until,
        @Nullable ErrorCode refusal) {
    /** Its gateway may be lost, and its session go on elsewhere meanwhile. */
    public static final long LASTS_MS = 15_000;

    /** Nobody else calls who is on the way. */
    public static final long FOLLOWED = Long.MAX_VALUE;

    /** The room that it leads to is of this one alone. */
    public static final long TAKE = 0;

    /** Out of a queue. */
    public static Call take(RoomId to, SessionId agent, long until) {
        return new Call(to, agent, TAKE, until, null);
    }

    /** By a moderator. */
    public static Call move(RoomId to, SessionId moderator, long request, long until) {
        return new Call(to, moderator, request, until, null);
    }

    public boolean isOver(long now) {
        return until <= now;
    }

    /** Whether a moderator has asked for it, and wants to know what becomes of it. */
    public boolean isMove() {
        return request != TAKE;
    }

    /** Whether it is what this moderator has asked for under that number. */
    public boolean isMoveBy(SessionId moderator, long number) {
        return isMove() && request == number && agent.equals(moderator);
    }

    /** The same once it is followed. */
    public Call followed() {
        return new Call(to, agent, request, FOLLOWED, null);
    }

    /** What is left of it once it is given up: why, for the moderator; null of a take. */
    public @Nullable Call refused(ErrorCode reason) {
        return isMove() ? new Call(to, agent, request, 0, reason) : null;
    }
}
