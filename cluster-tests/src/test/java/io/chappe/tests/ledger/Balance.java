package io.chappe.tests.ledger;

import java.util.HashMap;
import java.util.Map;

/**
 * The account of many signals: ok is delivered exactly once; an error is delivered never or once; silence or a second
 * delivery is a failure.
 *
 * @param lost answered ok and never delivered
 * @param twice delivered more than once
 * @param silent never answered
 * @param misordered delivered behind a later one
 * @param errors how many were answered by which code
 */
public record Balance(int sent, int lost, int twice, int silent, int misordered, Map<String, Integer> errors) {
    static final Balance NOTHING = new Balance(0, 0, 0, 0, 0, Map.of());

    Balance plus(Balance other) {
        Map<String, Integer> both = new HashMap<>(errors);
        other.errors.forEach((code, count) -> both.merge(code, count, Integer::sum));
        return new Balance(
                sent + other.sent,
                lost + other.lost,
                twice + other.twice,
                silent + other.silent,
                misordered + other.misordered,
                both);
    }

    public int failed() {
        return errors.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** All of it, in one line. */
    public String figures() {
        return "%d signals: %d lost, %d twice, %d silent, %d out of order, errors %s"
                .formatted(sent, lost, twice, silent, misordered, failed() == 0 ? 0 : errors);
    }

    /** Whether the promise was kept. */
    public boolean isKept() {
        return lost == 0 && twice == 0 && silent == 0 && misordered == 0;
    }
}
