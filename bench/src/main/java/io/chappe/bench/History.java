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

/** A row for each landing that was measured, so that what creeps is seen: each goal's figure, or its ratio. */
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
        if (!Files.exists(file)) {
            Files.writeString(file, String.join(",", heads) + "\n");
        }
        Files.writeString(file, String.join(",", cells) + "\n", StandardOpenOption.APPEND);
    }
}
