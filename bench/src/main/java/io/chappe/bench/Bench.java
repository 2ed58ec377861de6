package io.chappe.bench;

import io.chappe.bench.experiment.DisturbedException;
import io.chappe.bench.experiment.Experiment;
import io.chappe.bench.system.Processors;
import io.chappe.bench.system.Tls;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The whole bench, as {@code bench/run} starts it: with the project's root, the commit, and what is to be measured. */
@SuppressWarnings("SystemOut")
final class Bench {
    private static final int STARTS = 5;
    /** Of what is slow to measure and only there to compare with, or to be looked at. */
    private static final int STARTS_OF_THE_REST = 3;

    private static final int STARTS_WHEN_BRIEF = 2;

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
            bench.run(sets.brief(), STARTS_WHEN_BRIEF);
        } else {
            List<Experiment> chosen = wanted.contains("--full")
                    ? sets.full()
                    : sets.all().stream()
                            .filter(experiment -> wanted.contains(experiment.name()))
                            .toList();
            for (int start = 1; start <= starts(args); start++) {
                bench.run(chosen, start);
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

    /** A start of each, then the next start of each. */
    private void run(List<Experiment> experiments, int starts) throws InterruptedException {
        for (int start = 1; start <= starts; start++) {
            for (Experiment experiment : experiments) {
                List<String> subjects = subjects(experiment, start);
                if (!subjects.isEmpty()) {
                    run(experiment, subjects, start);
                }
            }
        }
    }

    /** None if all of them have been measured: a ratio is one of a single run. */
    private List<String> subjects(Experiment experiment, int start) {
        List<String> wanted = experiment.subjects().stream()
                .filter(subject -> start <= STARTS_OF_THE_REST || isOfAGoal(experiment, subject))
                .toList();
        boolean done = wanted.stream().allMatch(subject -> results.has(experiment.name(), subject, start));
        return done ? List.of() : wanted;
    }

    /** A goal that somebody else's server is far from needs fewer looks. */
    private static boolean isOfAGoal(Experiment experiment, String subject) {
        return !experiment.isForeign(subject)
                && Goals.all().stream().anyMatch(goal -> goal.isAbout(experiment.name(), subject));
    }

    private void run(Experiment experiment, List<String> subjects, int start) throws InterruptedException {
        long begun = System.nanoTime();
        System.out.printf("%s, start %d: ", experiment.name(), start);
        System.out.flush();
        try {
            Path logs = work.resolve("logs").resolve(experiment.name() + "." + start);
            Map<String, Map<String, Double>> figures = experiment.run(subjects, logs);
            for (Map.Entry<String, Map<String, Double>> subject : figures.entrySet()) {
                results.put(experiment.name(), subject.getKey(), start, subject.getValue());
            }
            System.out.printf(
                    "%d s%n", Duration.ofNanos(System.nanoTime() - begun).toSeconds());
            subjects.forEach(subject -> System.out.printf(
                    "    %s: %s%n", subject, figures.containsKey(subject) ? figures.get(subject) : "disturbed"));
        } catch (DisturbedException e) {
            System.out.println(e.getMessage());
        } catch (IOException e) {
            // Hours of other runs are worth more than a stop at the first that fails.
            failed = true;
            System.out.println("FAILED: " + e);
        }
    }
}
