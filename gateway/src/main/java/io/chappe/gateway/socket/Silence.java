package io.chappe.gateway.socket;

import java.time.Duration;

/** For how long nothing has been heard of a client. On its socket's event loop. */
final class Silence {
    private long since = System.nanoTime();

    void broken() {
        since = System.nanoTime();
    }

    private Duration length() {
        return Duration.ofNanos(System.nanoTime() - since);
    }

    boolean isTooLong(SocketLimits limits) {
        return length().compareTo(limits.dropAfter()) >= 0;
    }

    boolean isWorthAPing(SocketLimits limits) {
        return length().compareTo(limits.pingAfter()) >= 0;
    }

    /** When a ping is due, or the end. */
    Duration nextLook(SocketLimits limits) {
        Duration length = length();
        if (length.compareTo(limits.pingAfter()) < 0) {
            return limits.pingAfter().minus(length);
        }
        Duration left = limits.dropAfter().minus(length);
        return left.compareTo(limits.pingAfter()) < 0 ? left : limits.pingAfter();
    }
}
