package io.chappe.bench;

import io.chappe.bench.experiment.DisturbedException;
import io.chappe.bench.experiment.Experiment;
import io.chappe.bench.system.KeptSystems;
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
    /** Of others' servers, which are slow to measure, and far from the goal. */
    private static final int STARTS_OF_FOREIGN = 3;
    /** Of what no goal is about. */
    private static final int STARTS_OF_THE_REST = 2;

    private static final int STARTS_WHEN_BRIEF = 2;
    private static final int STARTS_OF_ROOM = 3;
    private static final int MOST_STARTS = 20;

    private final Path work;
    private final Results results;
    private final boolean sparing;
    private boolean failed;

    /**
     * @param sparing whether what is only there to compare with is started less often
     */
    private Bench(Path work, String commit, boolean sparing) {
        this.work = work;
        this.results = new Results(work.resolve("runs").resolve(commit));
        this.sparing = sparing;
    }

    public static void main(String[] args) throws Exception {
        Path root = Path.of(args[0]);
        String commit = args[1];
        List<String> wanted = Arrays.asList(args).subList(2, args.length);
        Path work = root.resolve("bench/target");
        Sets sets = new Sets(root, Tls.in(work.resolve("certificate"), root));
        // A brief run looks at less.
        boolean full = wanted.contains("--full");
        Bench bench = new Bench(work, wanted.contains("--short") ? commit + "-short" : commit, full);
        Report report = new Report(bench.results, commit);
        if (wanted.contains("--short")) {
            for (int start = 1; start <= STARTS_WHEN_BRIEF; start++) {
                try (KeptSystems kept = new KeptSystems()) {
                    bench.run(sets.brief(kept), start);
                }
            }
        } else {
            List<Experiment> chosen =
                    full ? sets.full() : wanted.contains("--room") ? sets.crowd() : named(sets, wanted);
            for (int start = 1; start <= starts(args); start++) {
                bench.run(chosen, start);
                // Now and not at the end: it takes hours, and may be cut off.
                bench.write(report, sets, root.resolve("bench"));
            }
            System.out.println(report.figures(chosen));
        }
        if (wanted.contains("--short") || full) {
            new History(root.resolve("bench/history.csv")).append(commit, bench.results);
        }
        System.out.println(wanted.contains("--room") ? report.goalsOfRoom() : report.goals());
        System.exit(bench.failed ? 1 : 0);
    }

    private static List<Experiment> named(Sets sets, List<String> wanted) {
        return sets.all().stream()
                .filter(experiment -> wanted.contains(experiment.name()))
                .toList();
    }

    /** A file of each kind of which something has been measured. */
    private void write(Report report, Sets sets, Path folder) throws IOException {
        if (results.haveAny(sets.full())) {
            report.writeResults(folder.resolve("RESULTS.md"), Processors.description(), sets.full());
            new Plots(results, folder.resolve("plots")).write(sets.full());
        }
        if (results.haveAny(sets.settings())) {
            report.writeSettings(folder.resolve("SETTINGS.md"), Processors.description(), sets.settings());
        }
        if (results.haveAny(sets.metrics())) {
            report.writeMetrics(folder.resolve("METRICS.md"), Processors.description(), sets.metrics());
        }
        if (results.haveAny(sets.traces())) {
            report.writeTraces(folder.resolve("TRACES.md"), Processors.description(), sets.traces());
        }
        if (results.haveAny(sets.crowd())) {
            report.writeRoom(folder.resolve("ROOM.md"), Processors.description(), sets.crowd());
        }
    }

    /** How often each system is started. */
    private static int starts(String[] args) {
        if (Arrays.asList(args).contains("--room")) {
            return STARTS_OF_ROOM;
        }
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
                .filter(subject -> start <= startsOf(experiment, subject))
                .toList();
        boolean done = wanted.stream().allMatch(subject -> results.has(experiment.name(), subject, start));
        return done ? List.of() : wanted;
    }

    private int startsOf(Experiment experiment, String subject) {
        if (!sparing) {
            return MOST_STARTS;
        }
        boolean goal = Goals.all().stream().anyMatch(each -> each.isAbout(experiment.name(), subject));
        return !goal ? STARTS_OF_THE_REST : experiment.isForeign(subject) ? STARTS_OF_FOREIGN : STARTS;
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
