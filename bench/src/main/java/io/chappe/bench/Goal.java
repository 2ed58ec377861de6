package io.chappe.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table: a figure of the product, or its ratio to a yardstick of the same runs, and what it is to be.
 *
 * @param what in words
 * @param unit of the figures themselves
 * @param product whose figure
 * @param yardstick what it is divided by, or null for none
 * @param bound to be reached
 * @param then to be reached after that
 * @param atLeast whether more is better
 */
record Goal(
        String what, String unit, Cell product, @Nullable Cell yardstick, double bound, double then, boolean atLeast) {
    /** Where a figure comes from. */
    record Cell(String experiment, String system, String figure) {
        boolean isOf(String someExperiment, String someSystem) {
            return experiment.equals(someExperiment) && system.equals(someSystem);
        }

        Sample of(Results results) throws IOException {
            return results.sample(experiment, system, figure);
        }
    }

    static Goal ratio(String what, String unit, Cell product, Cell yardstick, double bound, double then) {
        return new Goal(what, unit, product, yardstick, bound, then, false);
    }

    static Goal atMost(String what, String unit, Cell product, double bound, double then) {
        return new Goal(what, unit, product, null, bound, then, false);
    }

    static Goal atLeast(String what, String unit, Cell product, double bound, double then) {
        return new Goal(what, unit, product, null, bound, then, true);
    }

    /** Whether it is that system's figure there, or its yardstick. */
    boolean isAbout(String experiment, String system) {
        return product.isOf(experiment, system) || (yardstick != null && yardstick.isOf(experiment, system));
    }

    /** What is compared with the bounds: the figure, or its ratio run by run. */
    Sample outcome(Results results) throws IOException {
        Sample ours = product.of(results);
        return yardstick == null ? ours : ours.dividedBy(yardstick.of(results));
    }

    /** A line of the table, in Markdown. */
    String row(Results results) throws IOException {
        Sample outcome = outcome(results);
        List<String> cells = new ArrayList<>();
        cells.add(what);
        cells.add(product.of(results).show() + " " + unit);
        cells.add(
                yardstick == null
                        ? ""
                        : yardstick.system() + ": " + yardstick.of(results).show() + " " + unit);
        cells.add(yardstick == null ? "" : outcome.show());
        cells.add(sign() + Sample.number(bound));
        cells.add(sign() + Sample.number(then));
        cells.add(outcome.isEmpty() ? "not measured" : verdict(outcome.median()));
        return "| " + String.join(" | ", cells) + " |";
    }

    private String sign() {
        return atLeast ? "≥ " : "≤ ";
    }

    private String verdict(double median) {
        return reaches(median, then) ? "**both**" : reaches(median, bound) ? "**the first**" : "no";
    }

    private boolean reaches(double median, double limit) {
        return atLeast ? median >= limit : median <= limit;
    }
}
