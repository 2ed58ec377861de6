package io.chappe.bench.experiment;

import io.chappe.bench.system.Chappe;
import io.chappe.bench.system.Generator;
import io.chappe.bench.system.RunningSystem;
import io.chappe.bench.system.Window;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What it costs to do something: the same processes do and don't, in turns. No turn is thrown away, for what disturbs one
 * disturbs those beside it as much; so each is compared with the next one, too.
 *
 * @param systems that can be told to do it or not
 * @param toggle tells them
 * @param load of the generator
 */
public record Switching(String name, List<Chappe> systems, Toggle toggle, List<String> load) implements Experiment {
    private static final int WINDOWS = 20;
    private static final int SECONDS = 5;

    /** Has a system do what is measured, or not. */
    @FunctionalInterface
    public interface Toggle {
        void set(RunningSystem running, boolean wanted) throws IOException, InterruptedException;
    }

    @Override
    public List<String> subjects() {
        return systems.stream().map(Chappe::name).toList();
    }

    @Override
    public boolean isForeign(String subject) {
        return false;
    }

    @Override
    public Map<String, Map<String, Double>> run(Collection<String> subjects, Path folder)
            throws IOException, InterruptedException {
        Map<String, Map<String, Double>> figures = new LinkedHashMap<>();
        for (Chappe system : systems) {
            if (subjects.contains(system.name())) {
                figures.put(system.name(), measure(system, folder.resolve(Experiment.fileName(system.name()))));
            }
        }
        return figures;
    }

    private Map<String, Double> measure(Chappe system, Path folder) throws IOException, InterruptedException {
        try (RunningSystem running = system.start(folder);
                Generator generator =
                        Contestant.of(system, load.toArray(String[]::new)).open(running, folder)) {
            Steady steady = new Steady(running, generator).warmUp();
            List<Window> with = new ArrayList<>();
            List<Window> without = new ArrayList<>();
            for (int window = 0; window < WINDOWS; window++) {
                boolean isDone = window % 2 == 0;
                toggle.set(running, isDone);
                (isDone ? with : without).add(steady.look(SECONDS));
            }
            return figures(with, without);
        }
    }

    private static Map<String, Double> figures(List<Window> with, List<Window> without) {
        Map<String, Double> figures = new LinkedHashMap<>();
        put(figures, "with", with);
        put(figures, "without", without);
        figures.put("cost %", percent(median(with) / median(without)));
        double[] pairs = new double[with.size()];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = with.get(i).cpuMicrosPerMessage() / without.get(i).cpuMicrosPerMessage();
        }
        Arrays.sort(pairs);
        figures.put("cost %, by pairs", percent((pairs[(pairs.length - 1) / 2] + pairs[pairs.length / 2]) / 2));
        List<Window> all = new ArrayList<>(with);
        all.addAll(without);
        figures.put("foreign", Window.median(all, Window::foreign));
        return figures;
    }

    private static void put(Map<String, Double> figures, String name, List<Window> windows) {
        double[] sorted = windows.stream()
                .mapToDouble(Window::cpuMicrosPerMessage)
                .sorted()
                .toArray();
        figures.put(name, median(windows));
        figures.put(name + ", least", sorted[0]);
        figures.put(name + ", most", sorted[sorted.length - 1]);
    }

    private static double median(List<Window> windows) {
        return Window.median(windows, Window::cpuMicrosPerMessage);
    }

    private static double percent(double ratio) {
        return (ratio - 1) * 100;
    }
}
