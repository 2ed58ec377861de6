package io.chappe.bench.experiment;

import io.chappe.bench.system.Generator;
import io.chappe.bench.system.MeasuredSystem;
import io.chappe.bench.system.RunningSystem;
import io.chappe.bench.system.ServerProcess;
import io.chappe.bench.system.Window;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A crowd comes into one room as fast as it is let in, some at a time; crowds of more and more. The servers share all processors
 * with the generator: how long somebody waits is what is asked for here.
 *
 * @param system with its presence-service as its first process
 */
public record Gathering(String name, MeasuredSystem system) implements Experiment {
    private static final List<Integer> JOINS = List.of(1_000, 2_000, 10_000);
    private static final int AT_ONCE = 200;

    /** So many at once in crowds before: what has just started is slow, and refuses what it can't do within a second. */
    private static final List<Integer> WARM_UPS = List.of(20, 50, 100, AT_ONCE);

    /** What a member may be told: a frame in 100 ms, and some more. */
    private static final double FRAMES_PER_SECOND = 10;

    private static final double FRAMES_MORE = 10;

    /** A row of the table. */
    public static String subject(int joins) {
        return "%,d joins".formatted(joins);
    }

    @Override
    public List<String> subjects() {
        return JOINS.stream().map(Gathering::subject).toList();
    }

    @Override
    public boolean isForeign(String subject) {
        return false;
    }

    @Override
    public Map<String, Map<String, Double>> run(Collection<String> subjects, Path folder)
            throws IOException, InterruptedException {
        Map<String, Map<String, Double>> figures = new LinkedHashMap<>();
        try (RunningSystem running = system.start(folder)) {
            for (int atOnce : WARM_UPS) {
                gather(running, folder, JOINS.get(0), atOnce);
            }
            for (int joins : JOINS) {
                if (subjects.contains(subject(joins))) {
                    figures.put(subject(joins), gather(running, folder, joins, AT_ONCE));
                }
            }
        }
        return figures;
    }

    private static Map<String, Double> gather(RunningSystem running, Path folder, int joins, int atOnce)
            throws IOException, InterruptedException {
        Map<String, Double> figures = new LinkedHashMap<>();
        ServerProcess service = running.processes().get(0);
        try (Generator generator =
                Generator.start(folder, running, "load=gathering", "pairs=" + joins / 2, "atOnce=" + atOnce)) {
            double before = service.cpuSeconds();
            Window window = Window.of(running, generator, "round");
            double served = service.cpuSeconds() - before;
            if (window.messages() != joins || window.figure("closed") > 0) {
                throw new IOException("the server did not do what was asked: " + window.load());
            }
            figures.putAll(seen(window, joins));
            figures.put("service cpu", served);
            figures.put("gateways cpu", window.cpuSeconds() - served);
            figures.put("refused", window.figure("refusals"));
            figures.put("foreign", window.foreign());
            running.rest();
            figures.put("heap", running.edge().liveHeapBytes() / 1e6);
            figures.put("service heap", service.liveHeapBytes() / 1e6);
        }
        running.rest();
        return figures;
    }

    private static Map<String, Double> seen(Window window, int joins) {
        double seconds = window.figure("gathered");
        double frames = window.figure("witnessFrames");
        return Map.of(
                "seconds",
                seconds,
                "per second",
                joins / seconds,
                "p50",
                window.figure("p50us") / 1e3,
                "p99",
                window.figure("p99us") / 1e3,
                "answer",
                window.figure("answerBytes"),
                "bytes",
                window.figure("witnessBytes"),
                "frames",
                frames,
                "share of frames",
                frames / (FRAMES_PER_SECOND * seconds + FRAMES_MORE),
                "generator cpu",
                window.generatorSeconds());
    }
}
