package io.chappe.bench.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A server of {@code bench/yardsticks} on Node.js.
 *
 * @param protocol as the load generator calls it
 * @param script its file
 * @param nodes so many processes; more than one share a Redis
 */
public record NodeServer(String name, Path root, String protocol, String script, int nodes) implements MeasuredSystem {
    /** Several may run at a time. */
    private static final AtomicInteger STARTED = new AtomicInteger();

    private static final int FIRST_PORT = 21_600;
    private static final int MOST = 40;
    private static final int REDIS = 21_699;

    @Override
    public RunningSystem start(Path folder) throws IOException, InterruptedException {
        Path yardsticks = root.resolve("bench/yardsticks");
        if (!Files.exists(yardsticks.resolve("node_modules"))) {
            Programs.run("npm", "ci", "--no-audit", "--no-fund", "--prefix", yardsticks.toString());
        }
        int port = FIRST_PORT + STARTED.getAndIncrement() % MOST * 2;
        List<ServerProcess> processes = new ArrayList<>();
        try {
            if (nodes > 1) {
                processes.add(redis(folder));
            }
            for (int i = 0; i < nodes; i++) {
                processes.add(node(yardsticks.resolve(script), port + i, folder));
            }
        } catch (IOException e) {
            processes.forEach(ServerProcess::close);
            throw e;
        }
        String addresses = IntStream.range(0, nodes)
                .mapToObj(i -> "127.0.0.1:" + (port + i))
                .collect(Collectors.joining(","));
        return new RunningSystem(protocol, addresses, false, processes);
    }

    private ServerProcess node(Path file, int port, Path folder) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("node", file.toString(), Integer.toString(port)));
        if (nodes > 1) {
            command.add("redis://127.0.0.1:" + REDIS);
        }
        return ServerProcess.start(
                "node-" + port, folder, command, Map.of("NODE_ENV", "production"), log -> log.contains("listening on"));
    }

    private static ServerProcess redis(Path folder) throws IOException, InterruptedException {
        List<String> command = List.of(
                "redis-server",
                "--port",
                Integer.toString(REDIS),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "no");
        return ServerProcess.start("redis", folder, command, Map.of(), log -> log.contains("Ready to accept"));
    }
}
