package io.chappe.presence.store;

import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.Roster;
import io.chappe.core.model.RosterStamp;
import io.chappe.core.model.SessionId;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * The rooms. A room exists while it has members.
 *
 * <p>Each operation is atomic and idempotent, touches one room, and counts the room's version up by one if it changes
 * anything. Operations that one context starts on one room one after the other happen in that order. A future that fails
 * says that it is unknown whether the operation has happened; it does so within the store's time limit, and completes on
 * the caller's context.
 */
public interface RoomStore {
    /**
     * Makes a session a member. One that is a member from the same home keeps its place, its join version and its meta;
     * one from another home moves to the new one and is listed as updated, with a new join version.
     *
     * @param limit of members; who comes above it stays outside
     */
    Future<JoinResult> join(RoomKey room, Newcomer newcomer, Ticket ticket, int limit);

    /** Removes a session if it is a member from this home. */
    Future<RoomChange> leave(RoomKey room, SessionId session, NodeLife home, LeaveReason reason);

    /** Changes the meta of a session if it is a member from this home. */
    Future<RoomChange> update(RoomKey room, SessionId session, NodeLife home, RawJson meta);

    /** Removes all members from this home, in one change. */
    Future<RoomChange> removeNode(RoomKey room, NodeLife home, LeaveReason reason);

    /** Null for a room that nobody is in. */
    Future<@Nullable Roster> roster(RoomKey room);

    /** Null for a room that nobody is in. */
    Future<@Nullable RosterStamp> stamp(RoomKey room);
}
