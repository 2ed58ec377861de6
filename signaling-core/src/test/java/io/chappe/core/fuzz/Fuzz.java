package io.chappe.core.fuzz;

import java.time.Duration;
import java.util.Random;

/**
 * Draws cases until the time is over: two seconds in every build, as long as you like with {@code
 * -Dchappe.fuzz.seconds=600}. Each case has a seed of its own, which a failure names; {@code -Dchappe.fuzz.seed=N} draws
 * that case alone.
 */
public final class Fuzz {
    private static final Long SECONDS = Long.getLong("chappe.fuzz.seconds");
    private static final Long SEED = Long.getLong("chappe.fuzz.seed");
    private static final Duration TIME = Duration.ofSeconds(SECONDS == null ? 2 : SECONDS);

    /** What takes milliseconds must not take this, however busy the machine is. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private Fuzz() {}

    /** Something that must hold, whatever is drawn. */
    public interface Property {
        /** Tries one case; returns whether what it drew was taken, and not refused. */
        boolean holds(Random random) throws Exception;
    }

    /** Fails with the first case in which the property does not hold, or if nearly all are taken or refused. */
    public static void run(String name, Property property) {
        if (SEED != null) {
            draw(property, SEED);
            return;
        }
        Random seeds = new Random();
        long cases = 0;
        long taken = 0;
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < TIME.toNanos()) {
            taken += draw(property, seeds.nextLong()) ? 1 : 0;
            cases++;
        }
        if (SECONDS != null) {
            System.out.printf("%s: %,d cases in %d s, %d %% taken%n", name, cases, SECONDS, 100 * taken / cases);
        }
        if (taken * 20 < cases || (cases - taken) * 20 < cases) {
            throw new AssertionError("%d of %d cases were taken: this tells little".formatted(taken, cases));
        }
    }

    private static boolean draw(Property property, long seed) {
        long begin = System.nanoTime();
        boolean taken;
        try {
            taken = property.holds(new Random(seed));
        } catch (Exception | AssertionError | StackOverflowError | OutOfMemoryError e) {
            throw new AssertionError("-Dchappe.fuzz.seed=" + seed + " draws this again: " + e.getMessage(), e);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        if (took.compareTo(LONGEST) > 0) {
            throw new AssertionError("-Dchappe.fuzz.seed=" + seed + " took " + took);
        }
        return taken;
    }
}
