package io.chappe.core.model;

/**
 * That somebody who waits in a queue is called to another room.
 *
 * @param to the room
 * @param agent who has called, and is there
 * @param until when, in ms of the store's time, somebody else may call; {@link #FOLLOWED} once it is followed
 */
public record Call(RoomId to, SessionId agent, long until) {
    /** Its gateway may be lost, and its session go on elsewhere meanwhile. */
    public static final long LASTS_MS = 15_000;

    /** Nobody else calls who is on the way. */
    public static final long FOLLOWED = Long.MAX_VALUE;

    public boolean isOver(long now) {
        return until <= now;
    }

    /** The same once it is followed. */
    public Call followed() {
        return new Call(to, agent, FOLLOWED);
    }
}
