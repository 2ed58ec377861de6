package io.chappe.tests.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chappe.client.Signal;
import io.chappe.client.Target;
import io.chappe.tests.harness.Peer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Two who have nothing to do with a fault: one signals the other, one signal after the other, and each answer is timed.
 * They share a room, and nobody else sends them a number.
 */
public final class Bystanders {
    private static final long REST_NS = 5_000_000;
    private static final long END_LIMIT_MS = 30_000;
    private static final Duration ARRIVAL_LIMIT = Duration.ofSeconds(20);

    private final Peer from;
    private final Peer to;
    private final List<Double> milliseconds = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "bystanders");
    private volatile boolean over;
    private @Nullable RuntimeException failure;

    private Bystanders(Peer from, Peer to) {
        this.from = from;
        this.to = to;
    }

    /** Begins at once. */
    public static Bystanders begin(Peer from, Peer to) {
        to.signals().clear();
        Bystanders begun = new Bystanders(from, to);
        begun.thread.start();
        return begun;
    }

    private void run() {
        try {
            while (!over) {
                long start = System.nanoTime();
                from.signal(Target.session(to.id()), milliseconds.size());
                milliseconds.add((System.nanoTime() - start) / 1e6);
                LockSupport.parkNanos(REST_NS);
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** They stop, and must have noticed nothing: each signal was relayed, and they came once and in order. */
    public Bystanders end() {
        over = true;
        try {
            thread.join(END_LIMIT_MS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertThat(thread.isAlive()).as("a signal has no answer").isFalse();
        assertThat(failure).isNull();
        assertThat(milliseconds).isNotEmpty();
        await("their signals").atMost(ARRIVAL_LIMIT).until(() -> heard().size() >= milliseconds.size());
        assertThat(heard())
                .isEqualTo(IntStream.range(0, milliseconds.size()).boxed().toList());
        Collections.sort(milliseconds);
        return this;
    }

    private List<Object> heard() {
        return to.signals().stream()
                .<Object>map(Signal::data)
                .filter(Integer.class::isInstance)
                .toList();
    }

    /** Of so many percent of the signals the answer took at most so many milliseconds. After the end. */
    public double atMost(int percent) {
        return milliseconds.get(Math.min(milliseconds.size() - 1, milliseconds.size() * percent / 100));
    }

    /** After the end. */
    public int count() {
        return milliseconds.size();
    }

    /** After the end, in one line. */
    public String figures() {
        return "%d signals of bystanders, 0 lost, p50 %.1f ms p99 %.1f ms"
                .formatted(milliseconds.size(), atMost(50), atMost(99));
    }
}
