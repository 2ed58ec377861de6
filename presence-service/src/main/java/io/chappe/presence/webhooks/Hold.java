package io.chappe.presence.webhooks;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/**
 * The right of one service to post to one webhook: had by a claim, kept by saying so every few seconds, and over where that could
 * not be said for so long that others may believe it is dead. On one event loop.
 */
final class Hold {
    private static final long TICK_MS = 1_000;
    private static final long SAID_ANEW_NS = TimeUnit.SECONDS.toNanos(4);

    /** Well before others may post: {@link Ledger#HELD_MS} after the last word of it was written. */
    private static final long LATE_NS = TimeUnit.SECONDS.toNanos(10);

    private final Vertx vertx;
    private final HookJournals journals;
    private final HookKey hook;
    private final Runnable lost;
    private Standing standing = Standing.NEW;
    private long term;
    private long claimedAt;
    private long saidAt;
    private long notes;
    private long timer = -1;
    private boolean isSaying;
    private boolean isUnsaid;

    /**
     * @param lost is told when it is over
     */
    Hold(Vertx vertx, HookJournals journals, HookKey hook, Runnable lost) {
        this.vertx = vertx;
        this.journals = journals;
        this.hook = hook;
        this.lost = lost;
    }

    /** Whether it counted shows in the ledger. */
    Future<Void> claim(String self) {
        long begun = System.nanoTime();
        claimedAt = System.currentTimeMillis();
        return journals.write(hook, Ledger.claim(self))
                .onSuccess(number -> {
                    term = number;
                    saidAt = begun;
                    isUnsaid = false;
                })
                .mapEmpty();
    }

    /** When that was, by this clock in ms. */
    long claimedAt() {
        return claimedAt;
    }

    long term() {
        return term;
    }

    /** As far as anybody here can know. */
    boolean isMine() {
        return term != 0 && System.nanoTime() - saidAt < LATE_NS;
    }

    /** It counted, and this is where the webhook is. */
    void confirm(Standing there) {
        standing = there;
        if (timer == -1) {
            timer = vertx.setPeriodic(TICK_MS, tick -> tick());
        }
    }

    private void tick() {
        if (!isMine()) {
            drop();
            lost.run();
        } else if (!isSaying && System.nanoTime() - saidAt >= SAID_ANEW_NS) {
            // That it failed shows when it is late.
            note(standing).recover(away -> Future.succeededFuture());
        }
    }

    /** Whether what was noted last may not have arrived. */
    boolean isUnsaid() {
        return isUnsaid;
    }

    Standing standing() {
        return standing;
    }

    /** Says where the webhook is, and goes on. */
    Future<Void> note(Standing now) {
        long begun = System.nanoTime();
        long mine = ++notes;
        standing = now;
        isSaying = true;
        isUnsaid = true;
        return journals.write(hook, Ledger.note(term, now))
                .onComplete(done -> isSaying = false)
                .onSuccess(number -> {
                    saidAt = begun;
                    isUnsaid = notes != mine;
                })
                .mapEmpty();
    }

    /** Says where it is, and that nobody is to post for so long. */
    Future<Void> leave(Standing now, long waitMs) {
        long mine = term;
        drop();
        return journals.write(hook, Ledger.leave(mine, now, waitMs)).mapEmpty();
    }

    /** Without a word. */
    void drop() {
        term = 0;
        isUnsaid = false;
        vertx.cancelTimer(timer);
        timer = -1;
    }
}
