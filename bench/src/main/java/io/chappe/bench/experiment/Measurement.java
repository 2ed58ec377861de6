package io.chappe.bench.experiment;

import io.chappe.bench.system.MeasuredSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** What is done with a system that is alone on the machine. */
public interface Measurement {
    /** Starts it, measures, and ends it: figures by name. */
    Map<String, Double> of(MeasuredSystem system, Path folder) throws IOException, InterruptedException;
}
