package io.chappe.client;

/**
 * Notices a socket that does not carry any more: after one interval without an answer it asks. If there is no word for
 * another one the socket is lost; if there are words but, for two more, no answer, it carries one way only and is lost
 * too. That one gets more time because an answer may wait behind much else on a slow line. All count from the question,
 * so that a computer that wakes up gives its socket a chance.
 */
final class Heartbeat {
    private final Timers timers;
    private final long intervalMs;
    private final Runnable ask;
    private final Runnable onSilence;
    private Timers.Cancel timer = Timers.Cancel.NOTHING;
    private long heardAt;
    private long answeredAt;

    Heartbeat(Timers timers, long intervalMs, Runnable ask, Runnable onSilence) {
        this.timers = timers;
        this.intervalMs = intervalMs;
        this.ask = ask;
        this.onSilence = onSilence;
    }

    void start() {
        heard(true);
        timer = timers.after(intervalMs, this::check);
    }

    /**
     * There was a word.
     *
     * @param isAnswer whether it shows that the server hears this client
     */
    void heard(boolean isAnswer) {
        heardAt = timers.now();
        if (isAnswer) {
            answeredAt = heardAt;
        }
    }

    void stop() {
        timer.cancel();
    }

    private void check() {
        long unanswered = timers.now() - answeredAt;
        if (unanswered < intervalMs) {
            timer = timers.after(intervalMs - unanswered, this::check);
            return;
        }
        long asked = timers.now();
        timer = timers.after(intervalMs, () -> judge(asked, heardAt < asked));
        ask.run();
    }

    private void judge(long asked, boolean last) {
        if (answeredAt >= asked) {
            check();
        } else if (last) {
            onSilence.run();
        } else {
            timer = timers.after(intervalMs, () -> judge(asked, true));
        }
    }
}
