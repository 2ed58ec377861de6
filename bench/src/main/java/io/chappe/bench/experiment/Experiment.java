package io.chappe.bench.experiment;

import io.chappe.bench.system.MeasuredSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One start of a system is one run of an experiment; its systems take turns, so that a slow hour is slow for all. */
public interface Experiment {
    /** As the command line and the files of results call it. */
    String name();

    List<MeasuredSystem> systems();

    /**
     * Starts the system, measures, and stops it.
     *
     * @param folder for logs
     * @return figures by name
     */
    Map<String, Double> run(MeasuredSystem system, Path folder) throws IOException, InterruptedException;
}
