package io.chappe.bench.experiment;

import io.chappe.bench.system.Generator;
import io.chappe.bench.system.MeasuredSystem;
import io.chappe.bench.system.RunningSystem;
import io.chappe.bench.system.Window;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The same hundred pairs send, among more and more who do not. */
public record Growth(String name, List<MeasuredSystem> systems) implements Experiment {
    private static final int MEASURE_S = 8;

    private record Size(int sessions, int rooms) {}

    /** Two in each room, but for the second and the third, with 500 and ten. */
    private static final List<Size> SIZES = List.of(
            new Size(1_000, 500),
            new Size(1_000, 2),
            new Size(1_000, 100),
            new Size(5_000, 2_500),
            new Size(19_000, 9_500));

    @Override
    public Map<String, Double> run(MeasuredSystem system, Path folder) throws IOException, InterruptedException {
        Map<String, Double> figures = new LinkedHashMap<>();
        try (RunningSystem running = system.start(folder)) {
            try (Generator generator = Generator.start(folder, running, "load=closed")) {
                new Steady(running, generator).warmUp();
            }
            for (Size size : SIZES) {
                try (Generator generator = Generator.start(
                        folder,
                        running,
                        "load=closed",
                        "sending=100",
                        "pairs=" + size.sessions / 2,
                        "rooms=" + size.rooms)) {
                    Window window = new Steady(running, generator).settle().measure(MEASURE_S);
                    figures.put("cpu " + size.sessions + " in " + size.rooms, window.cpuMicrosPerMessage());
                }
            }
        }
        return figures;
    }
}
