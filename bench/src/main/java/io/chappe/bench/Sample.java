package io.chappe.bench;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One figure, seen in several runs.
 *
 * @param byStart by the number of the start: figures of the same number were taken one after the other
 */
record Sample(Map<Integer, Double> byStart) {
    boolean isEmpty() {
        return byStart.isEmpty();
    }

    private List<Double> sorted() {
        Collection<Double> values = byStart.values();
        return values.stream().sorted().toList();
    }

    double least() {
        return sorted().get(0);
    }

    double most() {
        return sorted().get(byStart.size() - 1);
    }

    double median() {
        List<Double> values = sorted();
        int middle = values.size() / 2;
        return values.size() % 2 == 1 ? values.get(middle) : (values.get(middle - 1) + values.get(middle)) / 2;
    }

    /** Run by run, of those that both have: the machine's slow minutes are in both. */
    Sample dividedBy(Sample other) {
        Map<Integer, Double> ratios = new TreeMap<>();
        byStart.forEach((start, value) -> {
            Double divisor = other.byStart.get(start);
            if (divisor != null) {
                ratios.put(start, value / divisor);
            }
        });
        return new Sample(ratios);
    }

    /** Median, range and number of runs. */
    String show() {
        if (isEmpty()) {
            return "–";
        }
        String range = number(least()) + "–" + number(most());
        return number(median()) + (byStart.size() > 1 ? " (" + range + ", n = " + byStart.size() + ")" : " (n = 1)");
    }

    /** With three digits that count. */
    static String number(double value) {
        if (value >= 1_000) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }
}
