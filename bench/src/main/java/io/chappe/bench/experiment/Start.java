package io.chappe.bench.experiment;

import io.chappe.bench.system.MeasuredSystem;
import io.chappe.bench.system.RunningSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** From the start of the edge's process to its being ready, on all processors. */
public record Start() implements Measurement {
    @Override
    public Map<String, Double> of(MeasuredSystem system, Path folder) throws IOException, InterruptedException {
        // What the first start leaves behind, such as an archive of classes, the next one finds.
        system.start(folder).close();
        try (RunningSystem running = system.start(folder)) {
            return Map.of(
                    "seconds", running.edge().readyAfter().toMillis() / 1e3, "cpuSeconds", running.edgeCpuSeconds());
        }
    }
}
