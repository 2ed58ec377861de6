package io.chappe.node.limit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * So much in a period, all at once or spread: the generic cell rate algorithm (ITU-T I.371, annex A), which keeps one number of
 * whom it limits, the time at which all of the allowance will be back. Times are nanoseconds of a clock that does not jump.
 *
 * @param amount in a period, at least 1; who wants more at once waits for ever
 */
public record Rate(long amount, Duration period) {
    /** A year, far from an overflow. */
    private static final double MOST_NS = Duration.ofDays(365).toNanos();

    /**
     * For how long so much is not allowed.
     *
     * @param wholeAt when all of the allowance is back
     * @return nanoseconds; 0 or less for what is allowed now
     */
    public long waitNs(long wholeAt, long now, long charge) {
        return start(wholeAt, now) + cost((double) charge) - now - period.toNanos();
    }

    /** When all of the allowance is back after so much more, allowed or not. */
    public long after(long wholeAt, long now, long charge) {
        return start(wholeAt, now) + cost((double) charge);
    }

    /** When all of the allowance is back where as much is left of it as another rate has left, or all if that is more. */
    public long continued(Rate last, long wholeAt, long now) {
        double missing = (double) (start(wholeAt, now) - now) / last.period.toNanos() * last.amount;
        return now + cost(Math.max(0, amount - (last.amount - missing)));
    }

    private static long start(long wholeAt, long now) {
        return wholeAt - now > 0 ? wholeAt : now;
    }

    /** By doubles: a broadcast to ten thousand is a large number, and need not be an exact one. */
    private long cost(double charge) {
        return (long) Math.min(charge / amount * period.toNanos(), MOST_NS);
    }

    /** A wait in milliseconds, rounded up; 0 for none. */
    public static long toMs(long waitNs) {
        return waitNs <= 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(waitNs) + 1;
    }
}
