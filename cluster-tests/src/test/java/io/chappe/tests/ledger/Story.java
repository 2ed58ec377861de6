package io.chappe.tests.ledger;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;

/** What happened to one party, the last of it: to be told where it came to harm. For any thread. */
final class Story {
    private static final int MAX_LINES = 60;

    private final Queue<String> lines = new ArrayDeque<>();

    synchronized void add(String line) {
        if (lines.size() == MAX_LINES) {
            lines.remove();
        }
        lines.add(Instant.now() + " " + line);
    }

    @Override
    public synchronized String toString() {
        return String.join("\n", lines);
    }
}
