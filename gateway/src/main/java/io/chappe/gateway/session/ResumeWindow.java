package io.chappe.gateway.session;

import io.chappe.gateway.loop.Delay;
import io.chappe.gateway.loop.EventLoop;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The time in which a session that has lost its socket can be taken up again. Nobody sees anything of the first moment,
 * in which most clients are back. On the session's event loop.
 */
final class ResumeWindow {
    static final Duration HIDDEN = Duration.ofSeconds(2);

    private final long lostAt = System.nanoTime();
    private final Delay shown;
    private final EventLoop loop;
    private Delay over;

    /**
     * @param show tells the others that the session is away
     * @param end of the session
     */
    ResumeWindow(EventLoop loop, Duration window, Runnable show, Runnable end) {
        this.loop = loop;
        shown = loop.after(HIDDEN.toMillis(), show);
        over = loop.after(window.toMillis(), end);
    }

    /** It is over and begins again, for so long. */
    void extend(Duration rest, Runnable end) {
        over = loop.after(rest.toMillis(), end);
    }

    /** How long the socket has been gone. */
    long lostForMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lostAt);
    }

    /** Somebody else has the session now. */
    void cancel() {
        shown.cancel();
        over.cancel();
    }
}
