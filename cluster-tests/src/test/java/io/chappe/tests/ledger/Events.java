package io.chappe.tests.ledger;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What all parties saw happen since a moment, and when. For any thread. */
public final class Events {
    /** What may be seen. */
    public enum Kind {
        /** The other one is shown as away. */
        RECONNECTING,
        /** The other one is shown as there again. */
        BACK,
        /** The other one is gone. */
        LEFT,
        /** This session could not be resumed. */
        SESSION_LOST,
        /** This session goes on, on another socket. */
        RESUMED,
        /** A signal was sent that was only to be relayed, and was answered with an error. */
        NOT_RELAYED
    }

    private final Map<Kind, List<Double>> seconds = new EnumMap<>(Kind.class);
    private final List<Double> gaps = new ArrayList<>();
    private final Map<String, Integer> closed = new TreeMap<>();
    private long since = System.nanoTime();
    private boolean over;

    /** Forgets what was, and counts from now. */
    public synchronized void begin() {
        seconds.clear();
        gaps.clear();
        since = System.nanoTime();
    }

    /** The moment, of {@link System#nanoTime}, from which is counted. */
    synchronized long since() {
        return since;
    }

    /** What comes from now on is not the fault's: the parties leave. */
    synchronized void end() {
        over = true;
    }

    void add(Kind kind) {
        add(kind, System.nanoTime());
    }

    /**
     * @param moment of {@link System#nanoTime}
     */
    synchronized void add(Kind kind, long moment) {
        if (over) {
            return;
        }
        seconds.computeIfAbsent(kind, absent -> new ArrayList<>()).add((moment - since) / 1e9);
    }

    synchronized void withoutSocketFor(long nanos) {
        gaps.add(nanos / 1e9);
    }

    synchronized void closed(String why) {
        closed.merge(why, 1, Integer::sum);
    }

    /** How many sessions were ended by others, and why. */
    public synchronized Map<String, Integer> closed() {
        return Map.copyOf(closed);
    }

    public synchronized int count(Kind kind) {
        return seconds.getOrDefault(kind, List.of()).size();
    }

    /** When the last one was, in seconds; 0 if there was none. */
    public synchronized double last(Kind kind) {
        return seconds.getOrDefault(kind, List.of()).stream()
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
    }

    /** How long sessions were without a socket: of so many percent at most so many seconds. */
    public synchronized double gap(double percent) {
        if (gaps.isEmpty()) {
            return 0;
        }
        List<Double> sorted = new ArrayList<>(gaps);
        Collections.sort(sorted);
        return sorted.get((int) Math.min(sorted.size() - 1L, (long) (sorted.size() * percent / 100)));
    }
}
