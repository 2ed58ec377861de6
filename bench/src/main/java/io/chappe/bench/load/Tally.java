package io.chappe.bench.load;

import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** What has happened since the last reset; confined to the generator's event loop. */
final class Tally {
    private static final long LONGEST_NS = 60_000_000_000L;

    private final Histogram latencies = new Histogram(LONGEST_NS, 3);
    private long messages;
    private long answers;
    private long refusals;
    private long closed;
    private long since = System.nanoTime();

    /** A message has arrived that should have left its sender so many nanoseconds ago. */
    void message(long latencyNs) {
        messages++;
        latencies.recordValue(Math.max(0, Math.min(latencyNs, LONGEST_NS)));
    }

    void answer() {
        answers++;
    }

    void refusal() {
        refusals++;
    }

    /** By the server, or it is gone. */
    void closed() {
        closed++;
    }

    long messages() {
        return messages;
    }

    void reset() {
        latencies.reset();
        messages = 0;
        answers = 0;
        refusals = 0;
        closed = 0;
        since = System.nanoTime();
    }

    Map<String, Object> report() {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("seconds", (System.nanoTime() - since) / 1e9);
        report.put("messages", messages);
        report.put("answers", answers);
        report.put("refusals", refusals);
        report.put("closed", closed);
        report.put("p50us", latencies.getValueAtPercentile(50) / 1e3);
        report.put("p99us", latencies.getValueAtPercentile(99) / 1e3);
        report.put("p999us", latencies.getValueAtPercentile(99.9) / 1e3);
        report.put("maxus", latencies.getMaxValue() / 1e3);
        return report;
    }
}
