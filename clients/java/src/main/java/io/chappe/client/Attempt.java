package io.chappe.client;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** One socket on its way to a {@code welcome}. It gets one, or is closed, within the time given. */
final class Attempt {
    /** A socket whose first message is here, and paused behind it. */
    record Welcomed(Line line, JsonObject welcome) {}

    private static final int NO_SOCKET = 1006;

    private final Timers timers;
    private final Greeter greeter;
    private final Runnable onHello;
    private final Promise<Welcomed> promise = Promise.promise();
    private Timers.Cancel deadline = Timers.Cancel.NOTHING;
    private @Nullable Line line;
    private @Nullable ChappeException said;

    /**
     * @param onHello called when {@code hello} is about to go out
     */
    Attempt(Timers timers, Greeter greeter, Runnable onHello) {
        this.timers = timers;
        this.greeter = greeter;
        this.onHello = onHello;
    }

    /**
     * @return fails with a {@link NoWelcomeException}
     */
    Future<Welcomed> start(Dialer dialer, URI url, long withinMs) {
        deadline = timers.after(withinMs, () -> abandon(Ending.COMING_BACK, "no welcome in time"));
        greeter.identity()
                .onFailure(e -> fail(new Closed(NO_SOCKET, "no token: " + e.getMessage())))
                .onSuccess(identity -> {
                    if (!promise.future().isComplete()) {
                        dial(dialer, url, withinMs, identity);
                    }
                });
        return promise.future();
    }

    private void dial(Dialer dialer, URI url, long withinMs, JsonObject identity) {
        // Also where it throws, as a client that is closed may.
        Future.<Void>succeededFuture()
                .compose(v -> dialer.dial(url, withinMs))
                .onFailure(e -> fail(new Closed(NO_SOCKET, String.valueOf(e.getMessage()))))
                .onSuccess(opened -> {
                    if (promise.future().isComplete()) {
                        opened.close(Ending.COMING_BACK, "too late");
                    } else {
                        greet(opened, identity);
                    }
                });
    }

    private void greet(Line opened, JsonObject identity) {
        line = opened;
        opened.handlers(text -> onText(opened, text), this::fail);
        onHello.run();
        opened.send(greeter.hello(identity).encode());
    }

    private void onText(Line from, String text) {
        JsonObject message = ServerText.parse(text);
        if (ServerText.is(message, "error")) {
            said = ChappeException.of(message);
        } else if (ServerText.is(message, "welcome") && !promise.future().isComplete()) {
            deadline.cancel();
            from.pause();
            promise.complete(new Welcomed(from, message));
        }
    }

    private void fail(Closed closed) {
        deadline.cancel();
        promise.tryFail(new NoWelcomeException(closed, said));
    }

    /** Gives it up. */
    void abandon(int code, String why) {
        fail(new Closed(Ending.COMING_BACK, why));
        if (line != null) {
            line.close(code, why);
        }
    }
}
