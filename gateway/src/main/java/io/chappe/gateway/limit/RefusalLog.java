package io.chappe.gateway.limit;

import io.chappe.node.limit.Rate;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.slf4j.spi.NOPLoggingEventBuilder;

/**
 * The lines about clients that are refused: one for each, but for all of a gateway together no more than {@link #MOST}, so that no
 * stranger fills the log. How many were not written is told once a minute. From any thread.
 */
public final class RefusalLog {
    /** Ten a second, and twenty at once. */
    static final Rate MOST = new Rate(20, Duration.ofSeconds(2));

    /** How often {@link #tellUnwritten} is to be called. */
    public static final Duration TELL_EVERY = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);

    private final LongSupplier nanoClock;
    private final SharedRate rate;
    private final LongAdder unwritten = new LongAdder();

    public RefusalLog() {
        this(System::nanoTime);
    }

    RefusalLog(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.rate = new SharedRate(MOST, nanoClock.getAsLong());
    }

    /** For one more line; what is one too many is counted, and nothing becomes of it. */
    public LoggingEventBuilder line() {
        if (!LOG.isInfoEnabled()) {
            return NOPLoggingEventBuilder.singleton();
        }
        long now = nanoClock.getAsLong();
        if (rate.waitNs(now) > 0) {
            unwritten.increment();
            return NOPLoggingEventBuilder.singleton();
        }
        rate.add(now, 1);
        return LOG.atInfo();
    }

    /** Tells how many lines were not written since the last time, if there are any. */
    public void tellUnwritten() {
        long count = unwritten.sumThenReset();
        if (count > 0) {
            LOG.info("{} more refusals were not logged", count);
        }
    }
}
