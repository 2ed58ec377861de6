package io.chappe.client;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way to the service: one socket, and another one when that is lost or its server is about to go, until it is closed
 * or the server says that it is over. At most one {@code hello} is under way.
 */
final class Connection implements Outlet {
    private static final long DEFAULT_PING_INTERVAL_MS = 20_000;
    private static final long BYE_MS = 2_000;
    private static final int MAX_REFUSALS = 2;

    private final Timers timers;
    private final Dialer dialer;
    private final Greeter greeter;
    private final ConnectionEvents events;
    private final Endpoints endpoints;
    private final ConnectionSettings settings;
    private final Backoff backoff;

    /** The socket that the session is on, or was on until the new one's hello. */
    private @Nullable Line line;

    private @Nullable Attempt attempt;
    private @Nullable Handover handover;
    private Heartbeat heartbeat;
    /** The next attempt. */
    private Timers.Cancel next = Timers.Cancel.NOTHING;

    private Timers.Cancel byeTimer = Timers.Cancel.NOTHING;
    private String lastFailure = "no answer";
    private int refusals;
    private boolean ended;

    Connection(
            Timers timers,
            Dialer dialer,
            Greeter greeter,
            ConnectionEvents events,
            Endpoints endpoints,
            ConnectionSettings settings) {
        this.timers = timers;
        this.dialer = dialer;
        this.greeter = greeter;
        this.events = events;
        this.endpoints = endpoints;
        this.settings = settings;
        this.backoff = new Backoff(timers, Math::random);
        this.heartbeat = new Heartbeat(timers, DEFAULT_PING_INTERVAL_MS, () -> {}, () -> {});
    }

    void start() {
        connect();
    }

    /** Not while a new socket takes over: what is sent on the old one then would be lost, or come twice. */
    @Override
    public boolean isUp() {
        return line != null && handover == null && !ended;
    }

    @Override
    public void send(String text) {
        if (line != null && isUp()) {
            line.send(text);
        }
    }

    private void connect() {
        Attempt started = new Attempt(timers, greeter, this::onHello);
        attempt = started;
        started.start(dialer, endpoints.next(), settings.attemptMs())
                .onSuccess(welcomed -> onWelcomed(started, welcomed))
                .onFailure(e -> onNoWelcome(started, (NoWelcomeException) e));
    }

    private void onHello() {
        if (line != null) {
            heartbeat.stop();
            handover = new Handover(timers, line);
        }
    }

    private void onWelcomed(Attempt by, Attempt.Welcomed welcomed) {
        if (attempt != by) {
            return;
        }
        attempt = null;
        if (handover == null) {
            adopt(welcomed);
        } else {
            handover.finish(() -> adopt(welcomed), ServerText.isResumed(welcomed.welcome()));
        }
    }

    private void adopt(Attempt.Welcomed welcomed) {
        if (ended) {
            welcomed.line().close(Ending.BYE, "not needed any more");
            return;
        }
        Line adopted = welcomed.line();
        JsonObject welcome = welcomed.welcome();
        handover = null;
        line = adopted;
        refusals = 0;
        backoff.up(welcome.getLong("resumeWindowMs", 0L));
        endpoints.learn(ServerText.texts(welcome, "urls"));
        heartbeat.stop();
        heartbeat = new Heartbeat(
                timers,
                Math.max(1, welcome.getLong("pingIntervalMs", DEFAULT_PING_INTERVAL_MS)),
                () -> send("{\"type\":\"ping\"}"),
                () -> lose(adopted, new Closed(Ending.COMING_BACK, "the server does not answer")));
        heartbeat.start();
        adopted.handlers(text -> onText(adopted, text), closed -> onClose(adopted, closed));
        events.onWelcome(welcome);
        adopted.resume();
    }

    private void onText(Line from, String text) {
        if (from != line) {
            return;
        }
        JsonObject message = ServerText.parse(text);
        heartbeat.heard(ServerText.isAnswer(message));
        if (ServerText.is(message, "go-away")) {
            move(message);
        }
        events.onMessage(message, text.length());
    }

    /** Each client has a time of its own to move, so that they do not all come at once. */
    private void move(JsonObject goAway) {
        endpoints.leave(ServerText.texts(goAway, "urls"));
        if (attempt == null && handover == null) {
            schedule(goAway.getValue("reconnectAfterMs") instanceof Number slot ? slot.longValue() : 0);
        }
    }

    private void schedule(long delayMs) {
        next.cancel();
        next = timers.after(delayMs, () -> {
            if (!ended && attempt == null && handover == null) {
                connect();
            }
        });
    }

    private void onNoWelcome(Attempt by, NoWelcomeException failure) {
        if (attempt != by || ended) {
            return;
        }
        attempt = null;
        boolean refused = Ending.of(failure.closed().code()) == Ending.RENEW_TOKEN
                && (!settings.canRenewToken() || ++refusals > MAX_REFUSALS);
        if (refused || Ending.of(failure.closed().code()) == Ending.OVER) {
            end(failure.closed(), failure.why());
            return;
        }
        if (handover != null) {
            // Nobody knows whether the session has left the old socket.
            drop(new Closed(Ending.COMING_BACK, "could not move"));
        }
        lastFailure = failure.what();
        schedule(Math.max(failure.retryAfterMs(), backoff.nextMs(endpoints.count())));
    }

    /** The old or only socket has ended by itself. */
    private void onClose(Line closedLine, Closed closed) {
        if (closedLine != line || ended) {
            return;
        }
        boolean taken = handover != null && closed.code() == Ending.MOVED;
        if (!taken && (Ending.of(closed.code()) == Ending.OVER || isByeUnderWay())) {
            end(closed, Ending.error(closed));
        } else if (handover != null) {
            handover.onOldClosed();
        } else {
            lose(closedLine, closed);
        }
    }

    private boolean isByeUnderWay() {
        return byeTimer != Timers.Cancel.NOTHING;
    }

    /** An attempt that has not said hello yet goes on; it just has no old socket any more. */
    private void lose(Line lost, Closed how) {
        if (lost != line || ended) {
            return;
        }
        boolean stale = Ending.of(how.code()) == Ending.RENEW_TOKEN && !settings.canRenewToken();
        if (stale) {
            end(how, Ending.error(how));
            return;
        }
        drop(how);
        if (attempt == null) {
            schedule(backoff.nextMs(endpoints.count()));
        }
    }

    private void drop(Closed how) {
        Line dropped = line;
        line = null;
        handover = null;
        heartbeat.stop();
        backoff.lost();
        if (dropped != null) {
            dropped.close(Ending.COMING_BACK, how.reason());
            events.onDown();
        }
    }

    /** Ends the session; the server hears of it if it can. */
    void bye() {
        Closed unheard = new Closed(Ending.BYE, "bye");
        if (!isUp()) {
            end(unheard, Ending.error(unheard));
        } else if (!isByeUnderWay()) {
            send("{\"type\":\"bye\"}");
            byeTimer = timers.after(BYE_MS, () -> end(unheard, Ending.error(unheard)));
        }
    }

    /** Ends it where no attempt has led to a session in time. */
    void giveUp(long afterMs) {
        String why = "no server let this client in within " + afterMs + " ms (" + lastFailure + ")";
        end(new Closed(Ending.COMING_BACK, "given up"), new ChappeException("unavailable", why));
    }

    private void end(Closed closed, ChappeException why) {
        if (ended) {
            return;
        }
        ended = true;
        List.of(next, byeTimer).forEach(Timers.Cancel::cancel);
        heartbeat.stop();
        if (attempt != null) {
            attempt.abandon(Ending.BYE, "the session has ended");
        }
        if (line != null) {
            line.close(Ending.BYE, closed.reason());
        }
        events.onEnd(closed, why);
    }
}
