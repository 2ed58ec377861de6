package io.chappe.tests.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one party has sent in one way, and what became of each signal. For any thread. */
final class Entries {
    /** Of one signal. */
    private static final class Entry {
        private final long sentAt = System.nanoTime();
        private @Nullable String outcome;
        private int deliveries;
        private int misordered;
    }

    private final List<Entry> bySequence = new ArrayList<>();
    private int lastDelivered = -1;

    /** A new signal is about to be sent; its number. */
    synchronized int sent() {
        bySequence.add(new Entry());
        return bySequence.size() - 1;
    }

    /**
     * @param outcome {@code ok}, or the code of the error
     */
    synchronized void answered(int sequence, String outcome) {
        Entry entry = bySequence.get(sequence);
        // A second answer would be the client's defect; it must show.
        entry.outcome = entry.outcome == null ? outcome : entry.outcome + "+" + outcome;
    }

    synchronized void delivered(int sequence) {
        Entry entry = bySequence.get(sequence);
        entry.deliveries++;
        if (sequence < lastDelivered) {
            entry.misordered++;
        }
        lastDelivered = Math.max(lastDelivered, sequence);
    }

    synchronized boolean isSettled() {
        return bySequence.stream().noneMatch(entry -> entry.outcome == null);
    }

    synchronized Balance balance() {
        return balance(bySequence);
    }

    /**
     * Of those sent at that moment or later.
     *
     * @param moment of {@link System#nanoTime}
     */
    synchronized Balance balanceFrom(long moment) {
        return balance(
                bySequence.stream().filter(entry -> entry.sentAt - moment >= 0).toList());
    }

    private static Balance balance(List<Entry> entries) {
        Map<String, Integer> errors = new HashMap<>();
        int lost = 0;
        int twice = 0;
        int silent = 0;
        int misordered = 0;
        for (Entry entry : entries) {
            if (entry.outcome == null) {
                silent++;
            } else if (!entry.outcome.equals("ok")) {
                errors.merge(entry.outcome, 1, Integer::sum);
            } else if (entry.deliveries == 0) {
                lost++;
            }
            twice += entry.deliveries > 1 ? 1 : 0;
            misordered += entry.misordered;
        }
        return new Balance(entries.size(), lost, twice, silent, misordered, Map.copyOf(errors));
    }
}
