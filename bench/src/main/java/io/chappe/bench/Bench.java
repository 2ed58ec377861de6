package io.chappe.bench;

import io.chappe.bench.experiment.DisturbedException;
import io.chappe.bench.experiment.Experiment;
import io.chappe.bench.system.MeasuredSystem;
import io.chappe.bench.system.NodeServer;
import io.chappe.bench.system.Processors;
import io.chappe.bench.system.Tls;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The whole bench, as {@code bench/run} starts it: with the project's root, the commit, and what is to be measured. */
@SuppressWarnings("SystemOut")
final class Bench {
    private static final int STARTS = 5;
    /** Of what is slow to measure and only there to compare with, or to be looked at. */
    private static final int STARTS_WITHOUT_GOAL = 3;

    private static final int STARTS_WHEN_BRIEF = 2;

    /** A system, and what it is measured in. */
    private record Take(Experiment experiment, MeasuredSystem system) {}

    private final Path work;
    private final Results results;
    private boolean failed;

    private Bench(Path work, String commit) {
        this.work = work;
        this.results = new Results(work.resolve("runs").resolve(commit));
    }

    public static void main(String[] args) throws Exception {
        Path root = Path.of(args[0]);
        String commit = args[1];
        List<String> wanted = Arrays.asList(args).subList(2, args.length);
        Path work = root.resolve("bench/target");
        Sets sets = new Sets(root, Tls.in(work.resolve("certificate"), root));
        // A brief run looks at less.
        Bench bench = new Bench(work, wanted.contains("--short") ? commit + "-short" : commit);
        Report report = new Report(bench.results, commit);
        if (wanted.contains("--short")) {
            bench.run(takes(sets.brief(), sets.brief()), STARTS_WHEN_BRIEF);
        } else {
            List<Experiment> chosen = wanted.contains("--full")
                    ? sets.full()
                    : sets.all().stream()
                            .filter(experiment -> wanted.contains(experiment.name()))
                            .toList();
            for (int start = 1; start <= starts(args); start++) {
                bench.run(takes(chosen, sets.all()), start);
                // Now and not at the end: it takes hours, and may be cut off.
                report.write(root.resolve("bench/RESULTS.md"), Processors.description(), sets.all());
                new Plots(bench.results, root.resolve("bench/plots")).write(sets.all());
            }
            System.out.println(report.figures(chosen));
        }
        if (wanted.contains("--short") || wanted.contains("--full")) {
            new History(root.resolve("bench/history.csv")).append(commit, bench.results);
        }
        System.out.println(report.goals());
        System.exit(bench.failed ? 1 : 0);
    }

    /** How often each system is started. */
    private static int starts(String[] args) {
        int option = Arrays.asList(args).indexOf("--starts");
        return option < 0 ? STARTS : Integer.parseInt(args[option + 1]);
    }

    /** Of these experiments all, and of the others what their goals are compared with. */
    private static List<Take> takes(List<Experiment> chosen, List<Experiment> all) {
        List<Take> takes = new ArrayList<>();
        for (Experiment experiment : all) {
            for (MeasuredSystem system : experiment.systems()) {
                if (chosen.contains(experiment)
                        || chosen.stream().anyMatch(one -> isYardstick(experiment, system, one))) {
                    takes.add(new Take(experiment, system));
                }
            }
        }
        return takes;
    }

    private static boolean isYardstick(Experiment experiment, MeasuredSystem system, Experiment of) {
        return Goals.of(of)
                .map(Goal::yardstick)
                .filter(Objects::nonNull)
                .anyMatch(cell -> cell.isOf(experiment.name(), system.name()));
    }

    /** A start of each, then the next start of each. */
    private void run(List<Take> takes, int starts) throws IOException, InterruptedException {
        for (int start = 1; start <= starts; start++) {
            for (Take take : takes) {
                if (start <= mostStarts(take) && !results.has(take.experiment.name(), take.system.name(), start)) {
                    run(take.experiment, take.system, start);
                }
            }
        }
    }

    private static int mostStarts(Take take) {
        boolean isOfAGoal =
                Goals.all().stream().anyMatch(goal -> goal.isAbout(take.experiment.name(), take.system.name()));
        return isOfAGoal && !(take.system instanceof NodeServer) ? Integer.MAX_VALUE : STARTS_WITHOUT_GOAL;
    }

    private void run(Experiment experiment, MeasuredSystem system, int start) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        System.out.printf("%s, %s, start %d: ", experiment.name(), system.name(), start);
        System.out.flush();
        try {
            Path logs =
                    work.resolve("logs").resolve(experiment.name()).resolve(Results.word(system.name()) + "." + start);
            Map<String, Double> figures = experiment.run(system, logs);
            results.put(experiment.name(), system.name(), start, figures);
            System.out.printf(
                    "%s (%d s)%n",
                    figures, Duration.ofNanos(System.nanoTime() - begun).toSeconds());
        } catch (DisturbedException e) {
            System.out.println(e.getMessage());
        } catch (IOException e) {
            // Hours of other runs are worth more than a stop at the first that fails.
            failed = true;
            System.out.println("FAILED: " + e);
        }
    }
}
