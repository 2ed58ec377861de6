package io.chappe.bench.experiment;

import io.chappe.bench.system.Generator;
import io.chappe.bench.system.MeasuredSystem;
import io.chappe.bench.system.RunningSystem;
import io.chappe.bench.system.Window;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A room of 300, of whom one sends to all others. */
public record Room(String name, List<MeasuredSystem> systems) implements Experiment {
    private static final int PAIRS = 150;
    private static final int MEASURE_S = 8;

    @Override
    public Map<String, Double> run(MeasuredSystem system, Path folder) throws IOException, InterruptedException {
        try (RunningSystem running = system.start(folder);
                Generator generator = Generator.start(folder, running, "load=broadcast", "rooms=1", "pairs=" + PAIRS)) {
            Window window = new Steady(running, generator).warmUp().measure(MEASURE_S);
            return Map.of(
                    "cpu",
                    window.cpuMicrosPerMessage(),
                    "rate",
                    window.messages() / window.figure("seconds"),
                    "busy",
                    window.cpuSeconds() / window.figure("seconds"),
                    "p99",
                    window.figure("p99us"));
        }
    }
}
