package io.chappe.client;

/**
 * Notices a socket that has fallen silent: after one interval without a word it asks, after another one without an
 * answer the socket is lost. The second one counts from the question, so that a computer that wakes up gives its socket a
 * chance.
 */
final class Heartbeat {
    private final Timers timers;
    private final long intervalMs;
    private final Runnable ask;
    private final Runnable onSilence;
    private Timers.Cancel timer = Timers.Cancel.NOTHING;
    private long heardAt;

    Heartbeat(Timers timers, long intervalMs, Runnable ask, Runnable onSilence) {
        this.timers = timers;
        this.intervalMs = intervalMs;
        this.ask = ask;
        this.onSilence = onSilence;
    }

    void start() {
        heard();
        timer = timers.after(intervalMs, this::check);
    }

    void heard() {
        heardAt = timers.now();
    }

    void stop() {
        timer.cancel();
    }

    private void check() {
        long quiet = timers.now() - heardAt;
        if (quiet < intervalMs) {
            timer = timers.after(intervalMs - quiet, this::check);
            return;
        }
        long asked = timers.now();
        timer = timers.after(intervalMs, () -> judge(asked));
        ask.run();
    }

    private void judge(long asked) {
        if (heardAt < asked) {
            onSilence.run();
        } else {
            check();
        }
    }
}
