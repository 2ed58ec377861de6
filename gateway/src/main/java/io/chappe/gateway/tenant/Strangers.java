package io.chappe.gateway.tenant;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * Tells the operator who was not let in, and what would let them in: a site that is not configured looks to its visitors
 * like a broken server. Each line is told once an hour, and about {@value #MOST} of them, so that no stranger fills the
 * log. From any thread.
 */
final class Strangers {
    static final int MOST = 100;
    private static final long HOUR_NS = TimeUnit.HOURS.toNanos(1);
    private static final int LONGEST = 100;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    private final LongSupplier nanoClock;
    private final Consumer<String> log;
    private final AtomicLong hourBegan;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    Strangers(LongSupplier nanoClock, Consumer<String> log) {
        this.nanoClock = nanoClock;
        this.log = log;
        this.hourBegan = new AtomicLong(nanoClock.getAsLong());
    }

    /**
     * Tells a line, if it is new.
     *
     * @param line what a stranger has said is in it {@link #shown}
     */
    void tell(String line) {
        long now = nanoClock.getAsLong();
        long began = hourBegan.get();
        if (now - began >= HOUR_NS && hourBegan.compareAndSet(began, now)) {
            told.clear();
        }
        if (told.size() < MOST && told.add(line)) {
            log.accept(line);
        }
    }

    /** A stranger's text as it may stand in a log: one line, cut. */
    static String shown(String text) {
        String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
        return "'" + UNPRINTABLE.matcher(cut).replaceAll("?") + "'";
    }
}
