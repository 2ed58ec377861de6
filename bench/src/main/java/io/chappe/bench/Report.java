package io.chappe.bench;

import io.chappe.bench.experiment.Experiment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** What came out, in Markdown. */
final class Report {
    private final Results results;
    private final String commit;

    Report(Results results, String commit) {
        this.results = results;
        this.commit = commit;
    }

    /** The table of goals, of those that have been measured. */
    String goals() throws IOException {
        return table(Goals.all());
    }

    /** The same of a large room. */
    String goalsOfRoom() throws IOException {
        return table(Goals.ofRoom());
    }

    private String table(List<Goal> goals) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("| what | Chappe | yardstick | ratio | goal | then | reached |");
        lines.add("|---|---|---|---|---|---|---|");
        for (Goal goal : goals) {
            if (!goal.outcome(results).isEmpty()) {
                lines.add(goal.row(results));
            }
        }
        return String.join("\n", lines) + "\n";
    }

    /** Every figure of every system. */
    String figures(List<Experiment> experiments) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Experiment experiment : experiments) {
            List<String> names = results.figures(experiment.name());
            if (names.isEmpty()) {
                continue;
            }
            text.append("\n### ").append(experiment.name()).append("\n\n| system | ");
            text.append(String.join(" | ", names))
                    .append(" |\n|")
                    .append("---|".repeat(names.size() + 1))
                    .append('\n');
            for (String subject : experiment.subjects()) {
                text.append("| ").append(subject);
                for (String name : names) {
                    Sample sample = results.sample(experiment.name(), subject, name);
                    text.append(" | ").append(sample.isEmpty() ? "" : sample.show());
                }
                text.append(" |\n");
            }
        }
        return text.toString();
    }

    void writeResults(Path file, String machine, List<Experiment> experiments) throws IOException {
        Files.writeString(
                file, """
                # What was measured

                By `bench/run` of %s, the last commit that has changed what is measured; written on %s, on %s. One processor for all processes of the
                measured system, another for the load generator. Each run is a start of its own; what is compared runs side by side and is
                loaded in turns of seconds, and a ratio is taken run by run. A figure is the median (least–most, n = runs). CPU is what the operating system says that all server
                processes have used, the presence-service included. What each figure is, and how it is taken, is in
                [`README.md`](README.md); where the time goes, in [`PROFILES.md`](PROFILES.md).

                %s
                ## All figures
                %s""".formatted(commit, LocalDate.now(ZoneOffset.UTC), machine, goals(), figures(experiments)));
    }

    void writeSettings(Path file, String machine, List<Experiment> experiments) throws IOException {
        Files.writeString(file, """
                # What settings cost

                By `bench/run settings settings-idle sockets` of %s, the last commit that has changed what is measured; written on %s,
                on %s. Each row is one gateway started in its own way, on one processor; all rows of a run run side by side and are
                loaded in turns. A figure is the median (least–most, n = runs). What follows from it is in
                [`RATIONALE.md`](../RATIONALE.md).
                %s""".formatted(commit, LocalDate.now(ZoneOffset.UTC), machine, figures(experiments)));
    }

    void writeMetrics(Path file, String machine, List<Experiment> experiments) throws IOException {
        Files.writeString(file, """
                # What metrics cost

                By `bench/run metrics` of %s, the last commit that has changed what is measured; written on %s, on %s. The same
                processes count what happens with messages and do not, in twenty windows of 5 s, in turns. µs of CPU for each message
                that arrived, of all server processes: the median, the least and the most of the ten windows of each. What each
                figure is, is in [`README.md`](README.md).
                %s""".formatted(commit, LocalDate.now(ZoneOffset.UTC), machine, figures(experiments)));
    }

    void writeTraces(Path file, String machine, List<Experiment> experiments) throws IOException {
        Files.writeString(file, """
                # What traces cost

                By `bench/run traces` of %s, the last commit that has changed what is measured; written on %s, on %s. The same
                processes note what happens with calls and trace one of a hundred, and do neither, in twenty windows of 5 s, in turns. All
                signals are offers, of 500 pairs. µs of CPU for each message that arrived, of all server processes: the median, the
                least and the most of the ten windows of each. What each figure is, is in [`README.md`](README.md).
                %s""".formatted(commit, LocalDate.now(ZoneOffset.UTC), machine, figures(experiments)));
    }

    void writeRoom(Path file, String machine, List<Experiment> experiments) throws IOException {
        Files.writeString(file, """
                # What a large room costs

                By `bench/run --room` of %s, the last commit that has changed what is measured; written on %s, on %s. Four gateways,
                a presence-service and the load generator share all processors. A figure is the median (least–most, n = starts); `foreign`
                says how many processors other programs had meanwhile, from which all times suffer. What each figure is, is in
                [`README.md`](README.md#a-large-room).

                %s
                ## All figures
                %s""".formatted(
                        commit, LocalDate.now(ZoneOffset.UTC), machine, goalsOfRoom(), figures(experiments)));
    }
}
