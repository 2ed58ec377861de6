package io.chappe.client;

/** Time as a session sees it. Its tasks run on the session's event loop. */
interface Timers {
    /** Milliseconds of a clock that never goes back; only differences mean something. */
    long now();

    /**
     * Runs a task once.
     *
     * @return takes it back; without effect once it has run
     */
    Cancel after(long delayMs, Runnable task);

    /** Takes a task back. */
    interface Cancel {
        Cancel NOTHING = () -> {};

        void cancel();
    }
}
