package io.chappe.bench.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What is measured together: one run is a new start of all its subjects. */
public interface Experiment {
    /** As the command line and the files of results call it. */
    String name();

    /** What is measured, by the names that tables have. */
    List<String> subjects();

    /** Whether a subject is somebody else's server, which is there to compare with only. */
    boolean isForeign(String subject);

    /** A name as files can have it. */
    static String fileName(String name) {
        return name.replaceAll("[^A-Za-z0-9.-]+", "-");
    }

    /**
     * Measures some of the subjects once.
     *
     * @param folder for logs
     * @return each one's figures by name; whoever was disturbed by something else is left out
     */
    Map<String, Map<String, Double>> run(Collection<String> subjects, Path folder)
            throws IOException, InterruptedException;
}
