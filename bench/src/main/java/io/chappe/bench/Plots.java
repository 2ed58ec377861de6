package io.chappe.bench;

import io.chappe.bench.experiment.Experiment;
import io.chappe.bench.system.MeasuredSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** The pictures beside the tables. */
final class Plots {
    private static final String CPU = "µs";

    private final Results results;
    private final Path folder;

    Plots(Results results, Path folder) {
        this.results = results;
        this.folder = folder;
    }

    void write(List<Experiment> experiments) throws IOException {
        for (Experiment experiment : experiments) {
            switch (experiment.name()) {
                case "one-gateway" -> systems(experiment, "CPU per message on one node, answered");
                case "two-gateways" -> systems(experiment, "CPU per message across two nodes, all processes");
                case "gateways" -> systems(experiment, "CPU per message across gateways, by their number");
                case "sessions" ->
                    sizes(experiment, "CPU per message, by sessions and rooms", " sessions in ", " rooms");
                case "joining" -> sizes(experiment, "CPU per leave and join, by size of the rooms", " in ", "");
                default -> {
                    // A table says it all.
                }
            }
        }
    }

    private void systems(Experiment experiment, String title) throws IOException {
        Plot plot = new Plot(title, CPU);
        for (MeasuredSystem system : experiment.systems()) {
            plot.bar(system.name(), results.sample(experiment.name(), system.name(), "cpu"));
        }
        plot.write(folder.resolve(experiment.name() + ".svg"));
    }

    /** One bar a figure, whose name tells the size. */
    private void sizes(Experiment experiment, String title, String in, String behind) throws IOException {
        Plot plot = new Plot(title, CPU);
        MeasuredSystem system = experiment.systems().get(0);
        List<String> names = results.figures(experiment.name()).stream()
                .filter(name -> name.startsWith("cpu"))
                .sorted(Comparator.comparing(Plots::firstNumber))
                .toList();
        for (String name : names) {
            String label = name.replaceFirst("cpu,? ", "").replace(" in ", in) + behind;
            plot.bar(label, results.sample(experiment.name(), system.name(), name));
        }
        plot.write(folder.resolve(experiment.name() + ".svg"));
    }

    private static int firstNumber(String name) {
        return Integer.parseInt(name.replaceFirst("\\D*(\\d+).*", "$1"));
    }
}
