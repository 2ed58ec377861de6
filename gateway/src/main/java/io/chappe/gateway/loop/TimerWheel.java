package io.chappe.gateway.loop;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All deadlines of one event loop behind one periodic task: setting, moving and cancelling one costs a few pointers,
 * however many sockets there are. A timer fires up to {@link #TICK} late and never early. Confined to its event loop.
 */
public final class TimerWheel {
    public static final Duration TICK = Duration.ofMillis(100);

    /** One turn is 102 s, above the usual deadlines; a longer one stays in its slot for another turn. */
    private static final int SLOTS = 1024;

    private static final int EXPIRING = SLOTS;

    private final LongSupplier nanoClock;
    private final long startedAt;
    private final @Nullable Timer[] heads = new @Nullable Timer[SLOTS + 1];
    private long tick;

    TimerWheel(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.startedAt = nanoClock.getAsLong();
    }

    /** Starts a wheel on the current context; it turns until {@link Vertx} closes or the context is undeployed. */
    public static TimerWheel start(Vertx vertx) {
        TimerWheel wheel = new TimerWheel(System::nanoTime);
        vertx.setPeriodic(TICK.toMillis(), id -> wheel.advance());
        return wheel;
    }

    /** Sets the timer, or moves it if it is set. */
    public void set(Timer timer, Duration in) {
        cancel(timer);
        // Rounded up: never early.
        long due = nanoClock.getAsLong() - startedAt + in.toNanos();
        timer.dueTick = Math.max(tick + 1, (due + TICK.toNanos() - 1) / TICK.toNanos());
        link(timer, (int) (timer.dueTick % SLOTS));
    }

    /** Does nothing if the timer is not set. */
    public void cancel(Timer timer) {
        if (timer.slot != Timer.UNSET) {
            unlink(timer);
        }
    }

    /** Fires what is due. */
    void advance() {
        long now = ticksNow();
        // A loop that was away for more than a turn visits every slot once, not once for each tick.
        for (long next = Math.max(tick + 1, now - SLOTS + 1); next <= now; next++) {
            expire((int) (next % SLOTS), now);
        }
        tick = now;
    }

    private void expire(int slot, long now) {
        // Moved aside first, so that a timer that sets or cancels others, or itself, changes no list that is walked.
        for (Timer timer = heads[slot]; timer != null; timer = heads[slot]) {
            unlink(timer);
            link(timer, EXPIRING);
        }
        for (Timer timer = heads[EXPIRING]; timer != null; timer = heads[EXPIRING]) {
            unlink(timer);
            if (timer.dueTick <= now) {
                timer.expired();
            } else {
                link(timer, slot);
            }
        }
    }

    private long ticksNow() {
        return (nanoClock.getAsLong() - startedAt) / TICK.toNanos();
    }

    private void link(Timer timer, int slot) {
        Timer head = heads[slot];
        timer.slot = slot;
        timer.next = head;
        if (head != null) {
            head.previous = timer;
        }
        heads[slot] = timer;
    }

    private void unlink(Timer timer) {
        Timer previous = timer.previous;
        Timer next = timer.next;
        if (previous == null) {
            heads[timer.slot] = next;
        } else {
            previous.next = next;
        }
        if (next != null) {
            next.previous = previous;
        }
        timer.previous = null;
        timer.next = null;
        timer.slot = Timer.UNSET;
    }

    /** Something that can be due. It is in one wheel at a time, and carries its own links so that setting it allocates nothing. */
    public abstract static class Timer {
        private static final int UNSET = -1;

        private int slot = UNSET;
        private long dueTick;
        private @Nullable Timer previous;
        private @Nullable Timer next;

        /** The deadline has passed; the timer may be set again. Must not throw. */
        protected abstract void expired();
    }
}
