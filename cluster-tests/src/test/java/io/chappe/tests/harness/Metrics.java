package io.chappe.tests.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One reading of a node's {@code /metrics} (Prometheus' text format). */
public final class Metrics {
    private static final Pattern SAMPLE = Pattern.compile("^([a-zA-Z_:][\\w:]*)(\\{.*})? (\\S+)$");

    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");

    private final List<Sample> samples;

    private record Sample(String name, String labels, double value) {
        boolean is(String wanted, String... parts) {
            return name.equals(wanted) && List.of(parts).stream().allMatch(labels::contains);
        }
    }

    private Metrics(List<Sample> samples) {
        this.samples = samples;
    }

    static Metrics parse(String text) {
        List<Sample> samples = new ArrayList<>();
        text.lines().map(SAMPLE::matcher).filter(Matcher::matches).forEach(line -> {
            String labels = line.group(2) == null ? "" : line.group(2);
            samples.add(new Sample(line.group(1), labels, Double.parseDouble(line.group(3))));
        });
        return new Metrics(samples);
    }

    /**
     * The sum over all series of a name.
     *
     * @param labels parts like {@code type="signal"} that a series must have
     * @return 0 where there is none: a counter that nothing has counted yet
     */
    public double sum(String name, String... labels) {
        return samples.stream()
                .filter(sample -> sample.is(name, labels))
                .mapToDouble(Sample::value)
                .sum();
    }

    /** Whether there is such a series, whatever its value. */
    public boolean has(String name, String... labels) {
        return samples.stream().anyMatch(sample -> sample.is(name, labels));
    }

    /** The names of the labels that its series have. */
    public Set<String> labels(String name) {
        return samples.stream()
                .filter(sample -> sample.is(name))
                .flatMap(sample -> LABEL.matcher(sample.labels).results())
                .map(label -> label.group(1))
                .collect(Collectors.toSet());
    }

    public List<String> names() {
        return samples.stream().map(Sample::name).distinct().toList();
    }
}
