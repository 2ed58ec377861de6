package io.chappe.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.Metrics;
import io.chappe.tests.harness.NodeProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code docs/METRICS.md} says what nodes say: no metric and no label more or less. */
class MetricsPageIT {
    private static final Pattern ROW = Pattern.compile("^\\| `(chappe_\\w+)` \\| ([^|]*)\\| ([^|]*) \\|");
    private static final Pattern QUOTED = Pattern.compile("`(\\w+)`");

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.shared();

    /**
     * A line of the page.
     *
     * @param of the processes that have it; in parentheses, under which circumstances only
     */
    private record Row(Set<String> labels, String of) {
        boolean isOf(String process) {
            return of.startsWith(process) || of.startsWith("both");
        }

        boolean isAlways() {
            return !of.contains("(");
        }
    }

    private static Map<String, Row> page() throws IOException {
        Map<String, Row> rows = new TreeMap<>();
        Files.readAllLines(Cluster.root().resolve("docs/METRICS.md")).stream()
                .map(ROW::matcher)
                .filter(row -> row.find())
                .forEach(row -> rows.put(row.group(1), new Row(quoted(row.group(2)), row.group(3))));
        return rows;
    }

    private static Set<String> quoted(String cell) {
        return QUOTED.matcher(cell)
                .results()
                .map((MatchResult word) -> word.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The labels of each metric that a node has of its own. */
    private static Map<String, Set<String>> told(NodeProcess node) {
        Metrics metrics = node.metrics();
        Map<String, Set<String>> told = new TreeMap<>();
        for (String sample : metrics.names()) {
            String name = sample.replaceFirst("_seconds_(count|sum|max|bucket)$", "_seconds");
            if (name.startsWith("chappe_")) {
                told.computeIfAbsent(name, absent -> new TreeSet<>()).addAll(metrics.labels(sample));
            }
        }
        told.values().forEach(labels -> labels.remove("le"));
        return told;
    }

    private static Map<String, Set<String>> always(String process) throws IOException {
        return page().entrySet().stream()
                .filter(row -> row.getValue().isOf(process) && row.getValue().isAlways())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, row -> row.getValue().labels()));
    }

    private static Map<String, Set<String>> atMost(String process) throws IOException {
        return page().entrySet().stream()
                .filter(row -> row.getValue().isOf(process))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, row -> row.getValue().labels()));
    }

    @Test
    void aGatewaySaysWhatThePageSays() throws IOException {
        // When
        Map<String, Set<String>> told = told(CLUSTER.gateway(0).process());

        // Then
        assertThat(told).containsAllEntriesOf(always("gateway"));
        assertThat(atMost("gateway")).containsAllEntriesOf(told);
    }

    @Test
    void aPresenceServiceSaysWhatThePageSays() throws IOException {
        // When
        Map<String, Set<String>> told = told(CLUSTER.service(0));

        // Then
        assertThat(told).containsAllEntriesOf(always("presence-service"));
        assertThat(atMost("presence-service")).containsAllEntriesOf(told);
    }
}
