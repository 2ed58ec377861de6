package io.chappe.client;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What reaches a session unasked. Called on the session's event loop, in order; must not block. */
public interface SessionListener {
    /**
     * Another session has sent a signal. One that was sent to be received comes once, and those of one session in order;
     * when this method returns, its sender is told.
     */
    default void onSignal(Signal signal) {}

    /**
     * The members of a joined room have changed, or their number alone. After a lost socket this tells, in one change, the difference between
     * what was known and what is.
     */
    default void onMembers(MembersChanged change) {}

    /**
     * This session waits in a room's lobby: the join that has led there is open until a moderator lets it in. Called for each
     * position that is not the last one told. A room that was joined may have a lobby when a new session joins it again;
     * {@link #onMembers} tells then that it is in.
     *
     * @param position in the queue, from 1 on
     */
    default void onWaiting(String room, int position) {}

    /** A joined room was locked, so that nobody but moderators comes in, nor into its lobby; or it was unlocked. */
    default void onLocked(String room, boolean locked) {}

    /**
     * A moderator has told the members of a joined room something about it, in the place of what was told before.
     *
     * @param metadata null for nothing any more
     */
    default void onMetadata(String room, @Nullable JsonObject metadata) {}

    /**
     * Who waits to be let in to a joined room that this session moderates. After a lost socket nobody is known to wait until
     * it is told again.
     *
     * @param waiting who came first first; at most 50
     * @param count of all who wait; 0 when nobody does any more
     */
    default void onLobby(String room, List<Member> waiting, int count) {}

    default void onPresence(Presence presence) {}

    /**
     * This session is no longer in a room, and it has not asked for that.
     *
     * @param reason the server's, such as {@code kicked}, or {@code revoked} where a new token does not grant the room; or the
     *     code of the error that kept a new session from joining again
     */
    default void onLeft(String room, String reason) {}

    /**
     * A moderator has moved this session to another room, where it is from now on; told behind {@link #onLeft}. A join of that room
     * gives its members, and in a lobby is the wait for it. It is not told of a move while there was no socket.
     */
    default void onMoved(String room, String to) {}

    /** An error that answers no request: something this client sent was wrong, or a new token is refused. */
    default void onError(ChappeException error) {}

    /** Not called for the first {@code ONLINE}, which is the success of {@link ChappeClient#connect}. */
    default void onState(ConnectionState state) {}

    /** The session lives on, on another socket. Nothing was lost that is to be received, and no request. */
    default void onResumed() {}

    /**
     * The session could not be resumed. What was open has failed with {@code session_lost}. Rooms, if they are to be joined
     * again, and watches are set up before the next {@code ONLINE}; a room with a lobby may let this session wait there first,
     * as do joins that were waiting.
     *
     * @param lost its id
     * @param session the new one's id
     */
    default void onSessionLost(String lost, String session) {}

    /**
     * The session's token is over then, and the server closes the socket. One from {@link Identity#token(Supplier)} is
     * renewed by itself; with another the session ends.
     *
     * @param expiresInMs from now on
     */
    default void onTokenExpiring(long expiresInMs) {}

    /** The last call: the session is over. */
    default void onClosed(Closed closed) {}
}
