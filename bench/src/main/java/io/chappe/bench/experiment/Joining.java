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

/** All members of all rooms leave and join again, without end; a leave and a join are one message of the figures. */
public record Joining() implements Measurement {
    private static final int PAIRS = 200;
    private static final int MEASURE_S = 6;
    private static final List<Integer> ROOMS = List.of(200, 40, 8, 2);

    @Override
    public Map<String, Double> of(MeasuredSystem system, Path folder) throws IOException, InterruptedException {
        Map<String, Double> figures = new LinkedHashMap<>();
        try (RunningSystem running = system.start(folder)) {
            for (int rooms : ROOMS) {
                try (Generator generator =
                        Generator.start(folder, running, "load=join", "pairs=" + PAIRS, "rooms=" + rooms)) {
                    Steady load = new Steady(running, generator);
                    Window window = (figures.isEmpty() ? load.warmUp() : load.settle()).measure(MEASURE_S);
                    figures.put("cpu, rooms of " + 2 * PAIRS / rooms, window.cpuMicrosPerMessage());
                }
            }
        }
        return figures;
    }
}
