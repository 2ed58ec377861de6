package io.chappe.client;

import io.vertx.core.Promise;
import org.jspecify.annotations.Nullable;

/** A signal that waits for its acknowledgment, and what became of its sendings. */
final class OpenSignal {
    private static final long[] PAUSES_MS = {1_000, 2_000, 4_000};

    final long id;
    final SignalText text;
    /** By the session's timers. */
    final long deadline;
    /** Among all to peers and rooms, from 1; 0 for one to a session. */
    final long place;

    final Promise<Receipt> promise = Promise.promise();

    /** The one before it that it has named last; 0 for none. */
    long prev;

    private Timers.Cancel timer = Timers.Cancel.NOTHING;
    private int pauses;
    private boolean sent;
    /** Sendings on the current socket that have no answer yet. */
    private int unanswered;
    /** Whether a sending may have had an effect that nobody told. */
    private boolean inDoubt;

    private @Nullable ChappeException lastError;
    /** The last error is one that no repetition mends. */
    private boolean refused;

    OpenSignal(long id, SignalText text, long deadline, long place) {
        this.id = id;
        this.text = text;
        this.deadline = deadline;
        this.place = place;
    }

    boolean isSent() {
        return sent;
    }

    void sent() {
        sent = true;
        unanswered++;
        refused = false;
    }

    /** How long to wait until the next repetition: 1, 2, 4 s, and so on. */
    long nextPauseMs() {
        return PAUSES_MS[Math.min(pauses++, PAUSES_MS.length - 1)];
    }

    /** The socket was lost, and with it all answers that were under way. */
    void onDown() {
        inDoubt |= unanswered > 0;
        unanswered = 0;
        pauses = 0;
    }

    void onError(ChappeException error) {
        unanswered = Math.max(0, unanswered - 1);
        inDoubt |= error.isUnknown();
        lastError = error;
        refused = !error.isRetryable();
    }

    /** Whether to wait no longer: it was refused for good, and no other sending of it is under way. */
    boolean isOver() {
        return refused && unanswered == 0;
    }

    boolean isRefused() {
        return refused;
    }

    /** What to tell the application where there is no acknowledgment. */
    ChappeException failure() {
        if (inDoubt || unanswered > 0) {
            return new ChappeException("timeout", "not acknowledged in time; it may have been received");
        }
        return lastError != null
                ? lastError
                : new ChappeException("unavailable", "there was no connection until the signal's deadline");
    }

    void schedule(Timers.Cancel next) {
        timer.cancel();
        timer = next;
    }

    void settled() {
        timer.cancel();
    }
}
