package io.chappe.client;

/**
 * From the new socket's {@code hello} to the old one's end. The old one is read to its close, and only then does the new
 * one speak, so that nothing overtakes.
 */
final class Handover {
    private static final long PATIENCE_MS = 2_000;

    private final Timers timers;
    private final Line old;
    private Timers.Cancel timer = Timers.Cancel.NOTHING;
    private Runnable then = () -> {};
    private boolean oldClosed;

    Handover(Timers timers, Line old) {
        this.timers = timers;
        this.old = old;
    }

    /**
     * The new socket has its welcome.
     *
     * @param resumed whether the session is on it: else the old socket closes when told to, not by itself
     */
    void finish(Runnable adoptNew, boolean resumed) {
        then = adoptNew;
        if (oldClosed) {
            adopt();
            return;
        }
        timer = timers.after(PATIENCE_MS, this::adopt);
        if (!resumed) {
            old.close(Ending.BYE, "there is another session now");
        }
    }

    void onOldClosed() {
        oldClosed = true;
        if (timer != Timers.Cancel.NOTHING) {
            adopt();
        }
    }

    private void adopt() {
        timer.cancel();
        old.handlers(text -> {}, closed -> {});
        if (!oldClosed) {
            old.close(Ending.COMING_BACK, "moved");
        }
        then.run();
    }
}
