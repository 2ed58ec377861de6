package io.chappe.bench.system;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** spreed-signaling as Debian has it, which plays NATS to itself: what stays on one node never went through one. */
public record Spreed(Path root) implements MeasuredSystem {
    private static final int PORT = 21_700;

    @Override
    public String name() {
        return "spreed-signaling";
    }

    @Override
    public RunningSystem start(Path folder) throws IOException, InterruptedException {
        Path yardsticks = root.resolve("bench/yardsticks");
        String unpacked = root.resolve("bench/target/spreed").toString();
        Programs.run(yardsticks.resolve("fetch-spreed").toString(), unpacked);
        List<String> command =
                List.of(yardsticks.resolve("spreed-server").toString(), unpacked, Integer.toString(PORT));
        ServerProcess server =
                ServerProcess.start("spreed", folder, command, Map.of(), log -> log.contains("listening on"));
        return new RunningSystem("spreed", "127.0.0.1:" + PORT, false, List.of(server));
    }
}
