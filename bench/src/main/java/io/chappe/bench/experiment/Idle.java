package io.chappe.bench.experiment;

import io.chappe.bench.system.Generator;
import io.chappe.bench.system.MeasuredSystem;
import io.chappe.bench.system.RunningSystem;
import io.chappe.bench.system.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a session costs that is in a room and says nothing: two to a room, as in a call. */
public record Idle() implements Measurement {
    private static final int FEW = 250;
    private static final int PAIRS = 2_500;
    private static final double SESSIONS = 2.0 * PAIRS;

    @Override
    public Map<String, Double> of(MeasuredSystem system, Path folder) throws IOException, InterruptedException {
        Map<String, Double> figures = new LinkedHashMap<>();
        try (RunningSystem running = system.start(folder)) {
            // The first few bring classes, code and pools into memory, which are no session's.
            Generator.start(folder, running, "load=idle", "pairs=" + FEW).close();
            running.rest();
            ServerProcess edge = running.edge();
            ServerProcess store = running.processes().get(0);
            long heap = edge.liveHeapBytes();
            long resident = edge.residentBytes();
            long stored = store.liveHeapBytes();
            try (Generator generator = Generator.start(folder, running, "load=idle", "pairs=" + PAIRS)) {
                running.rest();
                figures.put("rssBeforeCollection", (edge.residentBytes() - resident) / SESSIONS);
                figures.put("heap", (edge.liveHeapBytes() - heap) / SESSIONS);
                figures.put("rss", (edge.residentBytes() - resident) / SESSIONS);
                if (store != edge) {
                    figures.put("storeHeap", (store.liveHeapBytes() - stored) / SESSIONS);
                }
                if (generator.command("count").getOrDefault("closed", 0.0) > 0) {
                    throw new IOException("the server has closed idle connections");
                }
            }
        }
        return figures;
    }
}
