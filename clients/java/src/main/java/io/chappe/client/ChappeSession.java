package io.chappe.client;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One logical connection of a peer. It outlives its socket: the client opens another one and resumes. A request that has
 * no answer by then is sent again; one that is made meanwhile waits.
 *
 * <p>Its methods may be called from any thread and keep their order; futures complete and listeners are called on the
 * session's event loop. A future that fails does so with a {@link ChappeException}. Each has a time
 * limit, but for a join that waits in a lobby.
 */
public final class ChappeSession {
    /** The server answers after 20 s at most; its answer needs a moment to get here, and maybe another socket. */
    private static final long MOVE_TIMEOUT_MS = 30_000;

    private static final Duration MAX_SIGNAL_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration RECEIVED_TIMEOUT = Duration.ofSeconds(10);

    private final Calls calls;
    private final Conversation conversation;
    private final Limits limits;

    ChappeSession(Executor loop, Conversation conversation, Limits limits) {
        this.calls = new Calls(loop, limits);
        this.conversation = conversation;
        this.limits = limits;
    }

    /** What the server said last. */
    public Welcome welcome() {
        Welcome known = conversation.welcome();
        if (known == null) {
            throw new IllegalStateException("the session is not open yet");
        }
        return known;
    }

    /** The session's id; another one after {@link SessionListener#onSessionLost}. */
    public String id() {
        return welcome().session();
    }

    public ConnectionState state() {
        return conversation.state();
    }

    /** Joins a room with nothing to say about this session. */
    public Future<Joined> join(String room) {
        return join(room, null);
    }

    /**
     * Becomes a member; a member already stays one. Where the room has a lobby this is open until a moderator lets the session
     * in: without a time limit, through lost sockets and, unless told otherwise, lost sessions. {@link #leave} gives it up.
     *
     * @param meta any JSON value of at most 4 KiB that the others are told about this session
     * @return fails with {@code denied} or {@code kicked} where a moderator says no to who waits, with {@code left} where it
     *     gives up, with {@code lost} where its waiting has ended unheard; or at once, such as with {@code room_full},
     *     {@code room_locked}, {@code closed} while nobody has opened the room who may, or {@code forbidden}
     */
    public Future<Joined> join(String room, @Nullable Object meta) {
        return calls.ask(() -> conversation.join(room, meta));
    }

    /** Leaves a room, or its lobby. */
    public Future<Void> leave(String room) {
        return ask(Frames.leave(room));
    }

    /** Tells a room's members something new about this session. */
    public Future<Void> update(String room, Object meta) {
        return calls.ask(() -> conversation
                .request(Frames.update(meta).put("room", room))
                .onSuccess(done -> conversation.rooms().remember(room, meta))
                .mapEmpty());
    }

    /** Tells the members of all this session's rooms something new about it. */
    public Future<Void> update(Object meta) {
        return calls.ask(() -> conversation
                .request(Frames.update(meta))
                .onSuccess(done -> conversation.rooms().rememberAll(meta))
                .mapEmpty());
    }

    /**
     * A joined room as this session knows it now.
     *
     * @return fails with {@code not_in_room} for any other, also one in whose lobby it waits
     */
    public Future<Joined> room(String room) {
        return calls.ask(() -> conversation
                .rooms()
                .joined(room, conversation.session())
                .map(Future::succeededFuture)
                .orElseGet(() -> Future.failedFuture(new ChappeException("not_in_room", room))));
    }

    /**
     * As a moderator, lets in somebody who waits in the lobby. As with all that moderators do: to others it is {@code
     * forbidden}, and outside of the room {@code not_in_room}.
     *
     * @return fails with {@code no_such_session} if that one does not wait, or with {@code room_full}
     */
    public Future<Void> admit(String room, String session) {
        return ask(Frames.moderate("admit", room, session));
    }

    /** Lets in all who wait in the lobby, as far as there is room. */
    public Future<Void> admitAll(String room) {
        return ask(Frames.moderate("admit", room));
    }

    /** Sends somebody out of the lobby, who may not knock again for a minute. */
    public Future<Void> deny(String room, String session) {
        return ask(Frames.moderate("deny", room, session));
    }

    /** Takes somebody out of the room for 10 minutes. */
    public Future<Void> kick(String room, String session) {
        return ask(Frames.moderate("kick", room, session));
    }

    /**
     * Takes somebody out of the room, or its lobby, with all sessions of that peer.
     *
     * @param ban for how long the peer may not come back: 1 minute to 24 hours
     */
    public Future<Void> kick(String room, String session, Duration ban) {
        return ask(Frames.moderate("kick", room, session).put("banMs", ban.toMillis()));
    }

    /**
     * Moves a member, or somebody who waits in the lobby, to another room; their token has to let them join it, and so has this
     * client's.
     *
     * @return done when they have gone, after 20 s at most; fails with {@code no_such_session}, or as a join of theirs would, and
     *     then they have stayed
     */
    public Future<Void> move(String room, String session, String to) {
        JsonObject frame = Frames.moderate("move", room, session).put("to", to);
        return calls.ask(() -> conversation.request(frame, MOVE_TIMEOUT_MS).mapEmpty());
    }

    /** Closes the room, and its lobby, to all who are not in it and do not moderate it. */
    public Future<Void> lock(String room) {
        return ask(Frames.moderate("lock", room));
    }

    public Future<Void> unlock(String room) {
        return ask(Frames.moderate("unlock", room));
    }

    /**
     * Tells a room's members something about it: {@link Joined#metadata}.
     *
     * @param metadata of at most 4 KiB; null for nothing any more
     */
    public Future<Void> setMetadata(String room, @Nullable JsonObject metadata) {
        return ask(Frames.moderate("update-room", room).put("metadata", metadata));
    }

    /** Asks a member to mute itself, by a signal of the kind {@link Signal#REQUEST_MUTE}. */
    public Future<Relayed> requestMute(String room, String session) {
        return calls.ask(() ->
                conversation.request(Frames.moderate("mute", room, session)).map(Relayed::of));
    }

    /**
     * Sends a signal.
     *
     * @param timeout until the server must have an answer; at most 60 s
     * @return succeeds when it was written to a target's socket
     */
    public Future<Relayed> signal(Target to, String kind, Object data, Duration timeout) {
        return relay(to, kind, data, Math.min(timeout.toMillis(), MAX_SIGNAL_TIMEOUT.toMillis()));
    }

    /** Sends a signal with the server's usual deadline. */
    public Future<Relayed> signal(Target to, String kind, Object data) {
        return relay(to, kind, data, null);
    }

    private Future<Relayed> relay(Target to, String kind, Object data, @Nullable Long timeoutMs) {
        long answerMs = limits.requestTimeout().toMillis() + (timeoutMs == null ? 0 : timeoutMs);
        return withText(
                to,
                kind,
                data,
                text -> conversation.relay(text, timeoutMs, answerMs).map(Relayed::of));
    }

    /**
     * Sends a signal and repeats it until the application at the other end has it, across lost sockets and servers.
     *
     * <p>With an SDK on both sides it is delivered exactly once, and those to one session in order; or this fails and it
     * was delivered at most once. {@code timeout} and {@code session_lost} say that it may have been; every other code,
     * that it was not. To a peer or a room each session gets it once.
     *
     * @param timeout until when it is tried; at most 60 s
     */
    public Future<Receipt> signalReceived(Target to, String kind, Object data, Duration timeout) {
        long timeoutMs = Math.max(1, Math.min(timeout.toMillis(), MAX_SIGNAL_TIMEOUT.toMillis()));
        return withText(to, kind, data, text -> conversation.receive(text, timeoutMs));
    }

    /** Tries it for 10 s. */
    public Future<Receipt> signalReceived(Target to, String kind, Object data) {
        return signalReceived(to, kind, data, RECEIVED_TIMEOUT);
    }

    /**
     * Sends a signal that nobody answers for: without a socket it is lost without a word. What is wrong with it comes to
     * {@link SessionListener#onError}.
     *
     * @throws ChappeException with {@code bad_request} if the data has no JSON
     */
    public void send(Target to, String kind, Object data) {
        SignalText text = SignalText.of(to, kind, data);
        calls.run(() -> conversation.send(text));
    }

    /** From now on {@link SessionListener#onPresence} is told of these peers, at first of how they are. */
    public Future<Void> watch(String... peers) {
        List<String> named = List.of(peers);
        return calls.ask(() -> conversation
                .request(Frames.watch(named))
                .onSuccess(done -> conversation.watched().addAll(named))
                .mapEmpty());
    }

    public Future<Void> unwatch(String... peers) {
        List<String> named = List.of(peers);
        return calls.ask(() -> {
            named.forEach(conversation.watched()::remove);
            return conversation.request(Frames.unwatch(named)).mapEmpty();
        });
    }

    /** Ends the session: it leaves its rooms at once if the server can be told, else when its window is over. */
    public Future<Closed> bye() {
        calls.run(conversation::bye);
        return closed();
    }

    /** Completes when the session is over, not when it only loses a socket; never fails. */
    public Future<Closed> closed() {
        return conversation.closed();
    }

    private interface Sending<T> {
        Future<T> send(SignalText text);
    }

    private <T> Future<T> withText(Target to, String kind, Object data, Sending<T> sending) {
        try {
            SignalText text = SignalText.of(to, kind, data);
            return calls.ask(() -> sending.send(text));
        } catch (ChappeException e) {
            return Future.failedFuture(e);
        }
    }

    private Future<Void> ask(JsonObject frame) {
        return calls.ask(() -> conversation.request(frame).mapEmpty());
    }
}
