package io.chappe.presence.store;

import io.chappe.core.model.Call;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.MemberState;
import io.chappe.core.model.Moderation;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.RoomRules;
import io.chappe.core.model.Roster;
import io.chappe.core.model.RosterStamp;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.TenantId;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rooms. A room exists while it has members, or somebody waits in its lobby; who has left is remembered for 10 minutes
 * more, who may not come back until then, for at most a day, and where its rules say so what moderators have set. Whoever waits has a seat like a member: what is said of
 * members here holds for both, unless it tells them apart.
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
     * <p>A room that nobody is in begins anew, with the newcomer's rules and its own bans; and with its own lock and metadata, if
     * the last has left for less than its rules say. By its rules a newcomer is
     * refused as {@link Verdict#BANNED}, {@link Verdict#LOCKED}, {@link Verdict#CLOSED} or {@link Verdict#FULL}, or waits
     * in the lobby, where there may be as many as members. One that is hidden does not wait, and takes no member's place; of these, too,
     * there may be as many. Who is refused leaves no trace.
     *
     * @param limit of members, if the room's rules have no lower one
     * @param rosterUpTo how many seats the room may have for its roster to be told, too
     */
    Future<JoinResult> join(RoomKey room, Newcomer newcomer, Ticket ticket, int limit, int rosterUpTo);

    /**
     * Gives a member a new home and generation, and shows it as online.
     *
     * @param rosterUpTo see {@link #join}
     */
    Future<JoinResult> move(RoomKey room, SessionId session, long generation, Ticket ticket, int rosterUpTo);

    /**
     * Puts back members of one gateway as it has them, in one change and whatever the limit; not those that are of a
     * higher generation, have left by a later step, are banned, or are on another node with the same generation. Who has
     * a seat keeps what the server has vouched for; who was let in from the lobby is in, whether gateway or store knows it, and who
     * was called is called.
     *
     * @param rules that the gateway knows; taken if one of these members is in the room from there then, and a moderator has
     *     changed them later, the room has none, or it has lost its latest changes
     * @param version that the gateway knows; a room below it has lost its latest changes, and is another one from now on,
     *     above it
     */
    Future<RoomChange> restore(RoomKey room, List<Returning> members, RoomRules rules, long version);

    /**
     * Does what a moderator says, in one change. {@link Verdict#OUTSIDE} if the moderator is no member, or waits itself;
     * {@link Verdict#ABSENT} if the target is not there, or does not wait where it should; {@link Verdict#FULL} if nobody of
     * those who wait has a place in the room. Who is taken out leaves with all that its peer has there, the lobby alone where
     * it is denied, and is banned; to do so again is {@link Verdict#ABSENT}.
     *
     * <p>Who is taken out of a queue is called to the room that the moderator names, for {@link Call#LASTS_MS}, and keeps its
     * seat; nobody else takes it meanwhile. A room that somebody was taken to already, and is called to still or has gone to,
     * takes nobody else, which is {@link Verdict#DONE}. Whom a moderator moves is called in the same way, be it a member or one
     * that waits; the same request again is done, whatever has become of the call as long as the seat is there.
     *
     * @param moderator whose gateway has made sure that it may
     * @param generation of the moderator
     * @param limit see {@link #join}
     */
    Future<RoomChange> moderate(RoomKey room, SessionId moderator, long generation, Moderation moderation, int limit);

    /**
     * One who is called goes there, so that nobody else calls it, however long that lasts; {@link Verdict#ABSENT} if the call is
     * over or another. Or it does not go: then it has its place again, and was not taken; why is to be seen in its seat, if a
     * moderator wants to move it.
     *
     * @param to where it is called to
     * @param refusal why it does not go; null if it goes
     */
    Future<RoomChange> follow(RoomKey room, SessionId session, long generation, RoomId to, @Nullable ErrorCode refusal);

    /** Shows a member in another state. */
    Future<RoomChange> mark(RoomKey room, SessionId session, long generation, MemberState state);

    /** Removes a session, unless it has joined by a later step. */
    Future<RoomChange> leave(RoomKey room, SessionId session, Step step, LeaveReason reason);

    /** Removes sessions that have ended with these generations, in one change. */
    Future<RoomChange> leaveAll(RoomKey room, Map<SessionId, Long> generations, LeaveReason reason);

    /**
     * Removes all, because an administrator closes the room. They may join again; what was sent before does not bring them back.
     * {@link Verdict#ABSENT} if nobody is in it.
     */
    Future<RoomChange> close(RoomKey room);

    /**
     * Lets a room be there from now on although nobody is in it, so that its lock and its metadata can be set before anybody comes. It
     * is then as one that is kept. One that somebody is in stays as it is.
     *
     * @param aheadMs for how long, unless somebody comes; 0 for no longer, {@link Verdict#ABSENT} if it is not there
     */
    Future<RoomChange> ahead(RoomKey room, long aheadMs);

    /**
     * Bans a peer from a room, wherever it is, and takes out all that it has there, in one change, as an administrator wishes.
     * {@link Verdict#ABSENT} if there is no such room that {@link #summary} would find.
     *
     * @param banMs from now on, whatever ban it had before; 0 lifts it, {@link Verdict#ABSENT} if it has none. A ban can be
     *     lifted for as long as it lasts, whether somebody is in the room or not
     */
    Future<RoomChange> ban(RoomKey room, PeerId peer, long banMs);

    /** Changes the meta of a member. */
    Future<RoomChange> update(RoomKey room, SessionId session, long generation, RawJson meta);

    /** Shows all members from this home as reconnecting, in one change. */
    Future<RoomLoss> lose(RoomKey room, NodeLife home);

    /** Null for a room that nobody is in. */
    Future<@Nullable Roster> roster(RoomKey room);

    /** Null for a room that nobody is in. */
    Future<@Nullable RosterStamp> stamp(RoomKey room);

    /** A room that somebody is in, or of which lock and metadata are kept; null for any other. */
    Future<@Nullable RoomSummary> summary(RoomKey room);

    /**
     * A tenant's rooms that {@link #summary} would find, one page of them; a room that has begun or ended a moment ago may be
     * missing or be there. It takes a few looks, each within the time limit, and changes nothing that anybody sees.
     *
     * @param prefix with which their names begin; empty for all
     * @param after the last page's {@link RoomPage#next}; null for the first page
     * @param limit 1 to {@link RoomPage#MOST}
     */
    Future<RoomPage> list(TenantId tenant, String prefix, @Nullable RoomId after, int limit);
}
