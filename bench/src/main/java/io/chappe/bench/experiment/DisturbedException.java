package io.chappe.bench.experiment;

import java.io.IOException;

/** Something else had the processors again and again: the run is worth nothing, and may be made another time. */
public final class DisturbedException extends IOException {
    DisturbedException(double foreign) {
        super("disturbed: others had %.0f %% of a processor".formatted(100 * foreign));
    }
}
