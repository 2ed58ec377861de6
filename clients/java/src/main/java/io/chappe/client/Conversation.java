package io.chappe.client;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one client and the service say to each other, over all the sockets and sessions it takes. All of it on one event
 * loop.
 */
final class Conversation implements ConnectionEvents {
    private final ClientOptions options;
    private final GuardedListener listener;
    private final SessionGreeter greeter;
    private final Connection connection;
    private final Requests requests;
    private final ReceivedSender received;
    private final Inbox inbox;
    private final TokenRenewal renewal;
    private final RoomBook rooms = new RoomBook();
    private final Set<String> watched = new LinkedHashSet<>();
    private final Restoration restoration;
    private final Messages messages;
    private final Promise<Welcome> opened = Promise.promise();
    private final Promise<Closed> closed = Promise.promise();

    /** Read from other threads too. */
    private volatile @Nullable Welcome welcome;

    private volatile ConnectionState state = ConnectionState.RECONNECTING;
    private long lastId;

    Conversation(ClientOptions options, Timers timers, Dialer dialer, GuardedListener listener) {
        this.options = options;
        this.listener = listener;
        this.greeter = new SessionGreeter(options.identity(), rooms);
        this.connection = new Connection(
                timers,
                dialer,
                greeter,
                this,
                new Endpoints(options.urls()),
                new ConnectionSettings(
                        options.network().attemptTimeout().toMillis(),
                        options.identity().isRenewable()));
        this.requests = new Requests(timers, connection, options.limits().maxPending());
        this.received = new ReceivedSender(timers, connection, options.limits().maxReceived());
        this.inbox = new Inbox(connection, signal -> listener.tell(l -> l.onSignal(signal)));
        this.renewal = new TokenRenewal(timers, connection, options.identity(), () -> ++lastId);
        RoomNews news = new RoomNews(rooms, listener);
        this.restoration = new Restoration(timers, this, rooms, news, watched, listener);
        this.messages = new Messages(requests, received, inbox, news, listener);
    }

    /**
     * @return the first session, or why there is none
     */
    Future<Welcome> open() {
        connection.start();
        return opened.future();
    }

    void giveUp(long afterMs) {
        connection.giveUp(afterMs);
    }

    void bye() {
        connection.bye();
    }

    Future<Closed> closed() {
        return closed.future();
    }

    @Nullable Welcome welcome() {
        return welcome;
    }

    ConnectionState state() {
        return state;
    }

    String session() {
        Welcome known = welcome;
        return known == null ? "" : known.session();
    }

    RoomBook rooms() {
        return rooms;
    }

    Set<String> watched() {
        return watched;
    }

    Future<JsonObject> request(JsonObject frame) {
        return request(frame, options.limits().requestTimeout().toMillis());
    }

    Future<JsonObject> request(JsonObject frame, long timeoutMs) {
        if (closed.future().isComplete()) {
            return Future.failedFuture(isOver());
        }
        long id = ++lastId;
        return requests.send(id, frame.put("id", id).encode(), timeoutMs);
    }

    /**
     * Joins a room, through its lobby where it has one. That may take as long as the moderators like, so the request is over
     * by then.
     */
    Future<Joined> join(String room, @Nullable Object meta) {
        return request(Frames.join(room, meta)).compose(answer -> {
            rooms.remember(room, meta);
            return ServerText.is(answer, "waiting")
                    ? rooms.open(room).admission()
                    : Future.succeededFuture(Joined.of(answer));
        });
    }

    Future<JsonObject> relay(SignalText signal, @Nullable Long timeoutMs, long answerMs) {
        if (closed.future().isComplete()) {
            return Future.failedFuture(isOver());
        }
        long id = ++lastId;
        String text = signal.frame(frame -> {
            frame.put("id", id);
            if (timeoutMs != null) {
                frame.put("timeoutMs", timeoutMs);
            }
        });
        return requests.send(id, text, answerMs);
    }

    Future<Receipt> receive(SignalText signal, long timeoutMs) {
        if (closed.future().isComplete()) {
            return Future.failedFuture(isOver());
        }
        return received.send(++lastId, signal, timeoutMs);
    }

    void send(SignalText signal) {
        connection.send(signal.frame(frame -> {}));
    }

    private static ChappeException isOver() {
        return new ChappeException("closed", "the session is over: connect() makes a new one");
    }

    @Override
    public void onWelcome(JsonObject message) {
        String before = session();
        Welcome told = Welcome.of(message);
        welcome = told;
        renewal.stop();
        greeter.welcomed(told, message.getString("secret"));
        if (opened.tryComplete(told)) {
            state = ConnectionState.ONLINE;
        } else if (ServerText.isResumed(message) && session().equals(before)) {
            onResumed(message);
        } else {
            onNewSession(before);
        }
    }

    private void onResumed(JsonObject message) {
        restoration.adjustRooms(message.getJsonObject("rooms", new JsonObject()));
        inbox.onResumed();
        received.onDown();
        TreeMap<Long, Runnable> repeats = new TreeMap<>();
        requests.repeat(repeats);
        received.repeat(repeats);
        repeats.values().forEach(Runnable::run);
        // A watch is the socket's.
        restoration.watchAgain();
        listener.tell(SessionListener::onResumed);
        enter(ConnectionState.ONLINE);
    }

    private void onNewSession(String before) {
        String session = session();
        ChappeException lost = new ChappeException("session_lost", "the session could not be resumed");
        requests.failAll(lost);
        received.failAll(lost);
        inbox.onNewSession();
        enter(ConnectionState.RECONNECTING);
        listener.tell(l -> l.onSessionLost(before, session));
        restoration.restore(options.rejoin(), lost).onComplete(done -> {
            if (session.equals(session()) && connection.isUp()) {
                enter(ConnectionState.ONLINE);
            }
        });
    }

    private void enter(ConnectionState entered) {
        if (state != entered) {
            state = entered;
            listener.tell(l -> l.onState(entered));
        }
    }

    @Override
    public void onMessage(JsonObject message, int size) {
        if (!renewal.onMessage(message)) {
            messages.onMessage(message, size);
        }
    }

    @Override
    public void onDown() {
        received.onDown();
        enter(ConnectionState.RECONNECTING);
    }

    @Override
    public void onEnd(Closed how, ChappeException why) {
        boolean wasOpen = !opened.tryFail(why);
        closed.tryComplete(how);
        renewal.stop();
        ChappeException lost = new ChappeException("session_lost", "the session is over: " + why.getMessage());
        requests.failAll(lost);
        received.failAll(lost);
        rooms.turnAwayAll(lost);
        if (wasOpen) {
            enter(ConnectionState.CLOSED);
            listener.tell(l -> l.onClosed(how));
        }
    }
}
