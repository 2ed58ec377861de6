package io.chappe.presence.store;

import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.SecretHash;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.SessionLimit;
import io.vertx.core.Future;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of peers, and which nodes watch them. A peer exists while it has a session, is watched, or had a session
 * less than 10 minutes ago.
 *
 * <p>Operations are atomic, idempotent, in order and limited in time like those of {@link RoomStore}. What comes from a
 * lower generation of a session than its record's is {@link Verdict#SUPERSEDED}.
 */
public interface PeerStore {
    /**
     * Begins a session, with generation 1; {@link Verdict#SUPERSEDED} if it has been taken over or has ended already,
     * {@link Verdict#FULL} if the peer has all sessions that it may have, and none of them makes room.
     */
    Future<OpenResult> open(
            PeerKey peer, SessionId session, SecretHash secret, long windowMs, Ticket ticket, SessionLimit limit);

    /**
     * Puts back a session as its gateway has it; {@link Verdict#SUPERSEDED} if it is of a higher generation, has ended, or
     * is on another node with the same generation.
     */
    Future<PeerChange> restore(PeerKey peer, SessionId session, HeldSession held, Ticket ticket);

    /**
     * Gives a session a new home and the next generation; {@link Verdict#ABSENT} for another secret and after its
     * window. The same attempt from the same home changes nothing more.
     *
     * @param steadySince see {@link StoreMark}: a window never ends before a whole window after it
     */
    Future<TakeResult> take(
            PeerKey peer, SessionId session, SecretHash secret, long attempt, Ticket ticket, long steadySince);

    /** Lets a session's window run, as of so many ms ago; if it runs already, it goes on. */
    Future<PeerChange> lose(PeerKey peer, SessionId session, long generation, long sinceMs);

    /** Removes a session; it cannot be opened again. */
    Future<PeerChange> end(PeerKey peer, SessionId session, long generation);

    /** Null if there is none, or its window has ended. */
    Future<@Nullable SessionRecord> locate(PeerKey peer, SessionId session, long steadySince);

    /** All sessions of a peer that {@link #locate} would find; none of a peer that is not there. Changes nothing. */
    Future<Map<SessionId, SessionRecord>> sessions(PeerKey peer, long steadySince);

    /** Notes that a session is in a room; before it becomes a member. */
    Future<PeerChange> enter(PeerKey peer, SessionId session, Step step, RoomId room);

    /** Notes that a session is in a room no more; after it was a member. */
    Future<PeerChange> exit(PeerKey peer, SessionId session, Step step, RoomId room);

    /** Adds a watching node. */
    Future<PeerChange> watch(PeerKey peer, Ticket ticket);

    Future<PeerChange> unwatch(PeerKey peer, NodeLife watcher);

    /**
     * Lets the windows of this life's sessions run, sees which have ended, and removes its watch; in one change. Sessions
     * that another home has taken over are not touched.
     */
    Future<PeerLoss> loseNode(PeerKey peer, NodeLife life, long steadySince);
}
