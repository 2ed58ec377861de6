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

/**
 * Pairs that send to each other.
 *
 * @param more whether to look at what costs nothing for answers, and at half of what the system can, too
 */
public record Directed(String name, List<MeasuredSystem> systems, boolean more) implements Experiment {
    private static final int LEAST_PAIRS = 100;
    private static final int PAIRS_A_SERVER = 50;
    private static final int MEASURE_S = 8;

    @Override
    public Map<String, Double> run(MeasuredSystem system, Path folder) throws IOException, InterruptedException {
        Map<String, Double> figures = new LinkedHashMap<>();
        try (RunningSystem running = system.start(folder)) {
            double rate = closed(running, folder, figures);
            // What answers nothing has been measured unanswered already.
            if (more && figures.get("answered") > 0) {
                unanswered(running, folder, figures);
                halfLoad(running, folder, rate / 2, figures);
            }
        } catch (DisturbedException e) {
            if (figures.isEmpty()) {
                throw e;
            }
            // What was measured before is as good as it was.
        }
        return figures;
    }

    private static double closed(RunningSystem running, Path folder, Map<String, Double> figures)
            throws IOException, InterruptedException {
        try (Generator generator = Generator.start(folder, running, "load=closed", pairs(running))) {
            Steady load = new Steady(running, generator).warmUp();
            Window window = load.measure(MEASURE_S);
            double rate = window.messages() / window.figure("seconds");
            figures.put("cpu", window.cpuMicrosPerMessage());
            figures.put("rate", rate);
            figures.put("busy", window.cpuSeconds() / window.figure("seconds"));
            figures.put("generatorBusy", window.generatorSeconds() / window.figure("seconds"));
            figures.put("answered", window.figure("answers") / window.messages());
            if (running.isJava()) {
                double allocation = load.allocationPerMessage(3);
                if (!Double.isNaN(allocation)) {
                    figures.put("allocation", allocation);
                }
            }
            return rate;
        }
    }

    /** A hundred, and more where there are more than two servers: each has as much to do as any of two. */
    private static String pairs(RunningSystem running) {
        return "pairs=" + Math.max(LEAST_PAIRS, PAIRS_A_SERVER * running.servers());
    }

    private static void unanswered(RunningSystem running, Path folder, Map<String, Double> figures) throws IOException {
        try (Generator generator = Generator.start(folder, running, "load=closed", "answered=false")) {
            Steady load = new Steady(running, generator).settle();
            figures.put("cpuUnanswered", load.measure(MEASURE_S).cpuMicrosPerMessage());
        }
    }

    private static void halfLoad(RunningSystem running, Path folder, double rate, Map<String, Double> figures)
            throws IOException {
        try (Generator generator = Generator.start(folder, running, "load=open", "perSecond=" + Math.round(rate))) {
            Window window = new Steady(running, generator).settle().measure(MEASURE_S);
            figures.put("halfP50", window.figure("p50us"));
            figures.put("halfP99", window.figure("p99us"));
            figures.put("halfCpu", window.cpuMicrosPerMessage());
        }
    }
}
