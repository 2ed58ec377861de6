package io.chappe.presence.store;

import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.MemberState;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.Roster;
import io.chappe.core.model.RosterStamp;
import io.chappe.core.model.SessionId;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rooms. A room exists while it has members; who has left is remembered for 10 minutes more.
 *
 * <p>Each operation is atomic and idempotent, touches one room, and counts the room's version up by one if it changes
 * anything. What comes from a lower generation of a session than its seat's is {@link Verdict#SUPERSEDED}; what is about
 * a session that is no member is {@link Verdict#ABSENT}. Operations that one context starts on one room one after the
 * other happen in that order. A future that fails says that it is unknown whether the operation has happened; it does so
 * within the store's time limit, and completes on the caller's context.
 */
public interface RoomStore {
    /**
     * Makes a session a member. One that is a member already keeps its place, its join version and its meta, and is at
     * the ticket's home from now on. {@link Verdict#SUPERSEDED} also if it has left by a later step.
     *
     * @param limit of members; who comes above it stays outside
     */
    Future<JoinResult> join(RoomKey room, Newcomer newcomer, Ticket ticket, int limit);

    /** Gives a member a new home and generation, and shows it as online. */
    Future<JoinResult> move(RoomKey room, SessionId session, long generation, Ticket ticket);

    /**
     * Puts back members of one gateway as it has them, in one change and whatever the limit; not those that are of a
     * higher generation, have left by a later step, or are on another node with the same generation.
     *
     * @param version that the gateway knows; a room below it has lost its latest changes, and is another one from now on,
     *     above it
     */
    Future<RoomChange> restore(RoomKey room, List<Returning> members, long version);

    /** Shows a member in another state. */
    Future<RoomChange> mark(RoomKey room, SessionId session, long generation, MemberState state);

    /** Removes a session, unless it has joined by a later step. */
    Future<RoomChange> leave(RoomKey room, SessionId session, Step step, LeaveReason reason);

    /** Removes sessions that have ended with these generations, in one change. */
    Future<RoomChange> leaveAll(RoomKey room, Map<SessionId, Long> generations, LeaveReason reason);

    /** Changes the meta of a member. */
    Future<RoomChange> update(RoomKey room, SessionId session, long generation, RawJson meta);

    /** Shows all members from this home as reconnecting, in one change. */
    Future<RoomLoss> lose(RoomKey room, NodeLife home);

    /** Null for a room that nobody is in. */
    Future<@Nullable Roster> roster(RoomKey room);

    /** Null for a room that nobody is in. */
    Future<@Nullable RosterStamp> stamp(RoomKey room);
}
