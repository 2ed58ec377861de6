package io.chappe.tests.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.tests.harness.Peer;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Bystanders beside attackers and without them, in turns: what else the machine does falls on both alike.
 *
 * @param calmMs of 99 % of the bystanders' signals without attackers, as the median of the turns
 * @param disturbedMs the same beside them
 * @param signals of bystanders beside them, of which none was lost
 */
public record Siege(double calmMs, double disturbedMs, int signals) {
    private static final int TURNS = 3;
    private static final long TURN_MS = 2_000;
    private static final long END_LIMIT_S = 30;

    /**
     * On two cores that others use as well, this much is noise: 91 ms were seen beside other builds, and 2 ms without them. Whoever
     * is not kept from harm waits for seconds.
     */
    private static final double NOISE_MS = 150;

    /** One of several who attack at once; it goes on until its turn is over. */
    public interface Attacker {
        void attack(BooleanSupplier over);
    }

    /** Runs so many attackers beside two who share a room. */
    public static Siege of(Peer from, Peer to, int attackers, Attacker attacker) {
        double[] calm = new double[TURNS];
        double[] disturbed = new double[TURNS];
        int signals = 0;
        for (int turn = 0; turn < TURNS; turn++) {
            calm[turn] = turn(from, to, 0, attacker).atMost(99);
            Bystanders beside = turn(from, to, attackers, attacker);
            disturbed[turn] = beside.atMost(99);
            signals += beside.count();
        }
        return new Siege(median(calm), median(disturbed), signals);
    }

    /** What attackers do shows in each turn, what else the machine does in some. */
    private static double median(double[] figures) {
        Arrays.sort(figures);
        return figures[figures.length / 2];
    }

    private static Bystanders turn(Peer from, Peer to, int attackers, Attacker attacker) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TURN_MS);
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, attackers));
        Bystanders bystanders = Bystanders.begin(from, to);
        for (int i = 0; i < attackers; i++) {
            threads.execute(() -> attacker.attack(() -> System.nanoTime() - end >= 0));
        }
        pause(TURN_MS);
        threads.shutdown();
        try {
            assertThat(threads.awaitTermination(END_LIMIT_S, TimeUnit.SECONDS))
                    .as("the attack has ended")
                    .isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return bystanders.end();
    }

    /** A rest between two deeds of an attacker. */
    public static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Who is beside the attackers waits at most twice as long. */
    public void assertHarmless() {
        assertThat(disturbedMs).isLessThan(2 * calmMs + NOISE_MS);
    }

    public String figures() {
        return "%d signals of bystanders, 0 lost, p99 %.1f ms, without attackers %.1f ms"
                .formatted(signals, disturbedMs, calmMs);
    }
}
