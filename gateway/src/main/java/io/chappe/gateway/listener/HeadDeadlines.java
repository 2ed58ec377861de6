package io.chappe.gateway.listener;

import io.chappe.gateway.loop.TimerWheel;
import io.chappe.gateway.socket.ClientAddress;
import io.chappe.gateway.socket.SocketMeters;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Cuts a connection whose request head is not whole in time. An idle timeout would not do: a client that sends a byte a
 * second is never idle.
 */
final class HeadDeadlines {
    /** Time for a page to be sent; a client that reads it no faster is not worth its buffer. */
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private final TimerWheel timers;
    private final Duration first;
    private final Duration next;
    private final SocketMeters meters;
    private final Map<HttpConnection, Deadline> deadlines = new HashMap<>();

    /**
     * @param first from the handler's call for a new connection to its first request
     * @param next from an answer to the next request
     */
    HeadDeadlines(TimerWheel timers, Duration first, Duration next, SocketMeters meters) {
        this.timers = timers;
        this.first = first;
        this.next = next;
        this.meters = meters;
    }

    void accepted(HttpConnection connection) {
        Deadline deadline = new Deadline(connection);
        deadlines.put(connection, deadline);
        timers.set(deadline, first);
        connection.closeHandler(closed -> forget(connection));
    }

    /** A whole head has arrived. */
    void headOf(HttpServerRequest request) {
        Deadline deadline = deadlines.get(request.connection());
        if (deadline != null) {
            deadline.hasAsked = true;
            timers.set(deadline, ANSWER);
            request.response().endHandler(answered -> answered(request.connection()));
        }
    }

    private void answered(HttpConnection connection) {
        Deadline deadline = deadlines.get(connection);
        if (deadline != null) {
            timers.set(deadline, next);
        }
    }

    /** The connection is a socket now, and has other deadlines. */
    void upgraded(HttpServerRequest request) {
        forget(request.connection());
    }

    private void forget(HttpConnection connection) {
        Deadline deadline = deadlines.remove(connection);
        if (deadline != null) {
            timers.cancel(deadline);
        }
    }

    private final class Deadline extends TimerWheel.Timer {
        private final HttpConnection connection;
        private boolean hasAsked;

        Deadline(HttpConnection connection) {
            this.connection = connection;
        }

        @Override
        protected void expired() {
            if (!hasAsked) {
                meters.refused(
                        "late", ClientAddress.parse(connection.remoteAddress().hostAddress()));
            }
            forget(connection);
            connection.close();
        }
    }
}
