package io.chappe.client;

import java.util.PriorityQueue;

/** Time that passes when a test says so. */
final class FakeTimers implements Timers {
    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private long now = 1_000;
    private long count;

    private record Task(long at, long order, Runnable body) implements Comparable<Task> {
        @Override
        public int compareTo(Task other) {
            return at == other.at ? Long.compare(order, other.order) : Long.compare(at, other.at);
        }
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public Cancel after(long delayMs, Runnable body) {
        Task task = new Task(now + Math.max(0, delayMs), ++count, body);
        tasks.add(task);
        return () -> tasks.remove(task);
    }

    void advance(long ms) {
        long end = now + ms;
        while (!tasks.isEmpty() && tasks.peek().at <= end) {
            Task task = tasks.remove();
            now = Math.max(now, task.at);
            task.body.run();
        }
        now = end;
    }
}
