package io.chappe.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    @TempDir
    Path folder;

    private Results measured() throws IOException {
        Results results = new Results(folder.resolve("runs"));
        for (int start = 1; start <= 3; start++) {
            results.put("one-gateway", "Chappe", start, Map.of("cpu", 12.0 + start, "allocation", 600.0));
            results.put("one-gateway", "raw relay", start, Map.of("cpu", 14.0));
            results.put("connect", "Chappe", start, Map.of("perSecond", 2_500.0));
        }
        return results;
    }

    @Test
    void eachGoalSaysWhetherItIsReached() throws IOException {
        // Given
        Report report = new Report(measured(), "abc1234");

        // When
        String goals = report.goals();

        // Then
        assertThat(goals.lines())
                .contains(
                        "| CPU per message, one gateway | 14.0 (13.0–15.0, n = 3) µs | raw relay: 14.0 (14.0–14.0, n = 3) µs"
                                + " | 1.00 (0.93–1.07, n = 3) | ≤ 1.30 | ≤ 1.10 | **both** |",
                        "| allocation per relayed message | 600 (600–600, n = 3) B |  |  | ≤ 1,536 | ≤ 512 | **the first** |",
                        "| connect, hello, join, a second and core, `ws` | 2,500 (2,500–2,500, n = 3)  |  |  | ≥ 3,000 | ≥ 6,000"
                                + " | no |");
        assertThat(goals).doesNotContain("TLS");
    }

    @Test
    void aRoomHasItsOwnPage() throws IOException {
        // Given
        Results results = measured();
        results.put("crowd", "1,000 joins", 1, Map.of("bytes", 50_000.0));
        results.put("crowd", "2,000 joins", 1, Map.of("bytes", 100_000.0));
        results.put("crowd", "10,000 joins", 1, Map.of("bytes", 200_000.0, "share of frames", 1.25));
        Path file = folder.resolve("ROOM.md");

        // When
        new Report(results, "abc1234").writeRoom(file, "a machine", List.of());

        // Then
        assertThat(Files.readString(file))
                .contains(
                        "100,000 (n = 1) B | 1,000 joins: 50,000 (n = 1) B | 2.00 (n = 1) | ≤ 2.10 | ≤ 2.10 | **both** |")
                .contains("| 1.25 (n = 1)  |  |  | ≤ 1.00 | ≤ 1.00 | no |");
    }

    @Test
    void theHistoryGrowsByARow() throws IOException {
        // Given
        Path file = folder.resolve("history.csv");
        History history = new History(file);

        // When
        history.append("abc1234", measured());
        history.append("abc1235", measured());

        // Then
        assertThat(Files.readAllLines(file)).hasSize(3).element(2).asString().contains(",abc1235,1.000,");
    }

    @Test
    void aPlotHasABarForWhatWasMeasured() throws IOException {
        // Given
        Results results = measured();
        Path file = folder.resolve("plot.svg");

        // When
        new Plot("CPU < all", "µs")
                .bar("Chappe", results.sample("one-gateway", "Chappe", "cpu"))
                .bar("nobody", results.sample("one-gateway", "nobody", "cpu"))
                .write(file);

        // Then
        assertThat(Files.readString(file))
                .contains("CPU &lt; all", ">Chappe<", ">14.0 µs<")
                .doesNotContain("nobody");
    }
}
