package io.chappe.bench.system;

import java.io.IOException;
import java.nio.file.Path;

/** Something that can be started and measured. */
public interface MeasuredSystem {
    /** As a table calls it. */
    String name();

    /**
     * Starts it and waits until it is ready.
     *
     * @param folder for logs and configurations
     */
    RunningSystem start(Path folder) throws IOException, InterruptedException;
}
