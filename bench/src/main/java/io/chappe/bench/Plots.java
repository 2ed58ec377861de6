package io.chappe.bench;

import io.chappe.bench.experiment.Experiment;
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
                case "one-gateway" -> subjects(experiment, "CPU per message on one node, answered");
                case "unanswered" -> subjects(experiment, "CPU per message on one node, not answered");
                case "two-gateways" -> subjects(experiment, "CPU per message across two nodes, all processes");
                case "gateways" -> subjects(experiment, "CPU per message across gateways, all processes");
                case "sessions" -> subjects(experiment, "CPU per message among so many sessions");
                case "joining" -> sizes(experiment, "CPU per leave and join, by size of the rooms");
                default -> {
                    // A table says it all.
                }
            }
        }
    }

    private void subjects(Experiment experiment, String title) throws IOException {
        Plot plot = new Plot(title, CPU);
        for (String subject : experiment.subjects()) {
            plot.bar(subject, results.sample(experiment.name(), subject, "cpu"));
        }
        plot.write(folder.resolve(experiment.name() + ".svg"));
    }

    /** One bar a figure, whose name tells the size. */
    private void sizes(Experiment experiment, String title) throws IOException {
        Plot plot = new Plot(title, CPU);
        String subject = experiment.subjects().get(0);
        List<String> names = results.figures(experiment.name()).stream()
                .filter(name -> name.startsWith("cpu"))
                .sorted(Comparator.comparing(Plots::firstNumber))
                .toList();
        for (String name : names) {
            plot.bar(name.replaceFirst("cpu, ", ""), results.sample(experiment.name(), subject, name));
        }
        plot.write(folder.resolve(experiment.name() + ".svg"));
    }

    private static int firstNumber(String name) {
        return Integer.parseInt(name.replaceFirst("\\D*(\\d+).*", "$1"));
    }
}
