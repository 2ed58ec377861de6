package io.chappe.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A row for each landing that was measured, so that what creeps is seen: each goal's figure, or its ratio. The head stands
 * again where the goals have changed.
 */
final class History {
    private final Path file;

    History(Path file) {
        this.file = file;
    }

    void append(String commit, Results results) throws IOException {
        List<String> heads = new ArrayList<>(List.of("date", "commit"));
        List<String> cells =
                new ArrayList<>(List.of(LocalDate.now(ZoneOffset.UTC).toString(), commit));
        for (Goal goal : Goals.all()) {
            Sample outcome = goal.outcome(results);
            heads.add('"' + goal.what().replace("`", "") + '"');
            cells.add(outcome.isEmpty() ? "" : String.format(Locale.ROOT, "%.4g", outcome.median()));
        }
        String head = String.join(",", heads);
        List<String> lines = new ArrayList<>();
        if (!head.equals(lastHead())) {
            lines.add(head);
        }
        lines.add(String.join(",", cells));
        Files.write(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private String lastHead() throws IOException {
        List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
        return lines.stream().filter(line -> line.startsWith("date,")).reduce("", (before, after) -> after);
    }
}
