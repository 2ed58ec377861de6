package io.chappe.bench.experiment;

import io.chappe.bench.system.Generator;
import io.chappe.bench.system.MeasuredSystem;
import io.chappe.bench.system.RunningSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One of those who are compared.
 *
 * @param name as tables call it
 * @param servers so many of the system's servers have clients; 0 for all
 * @param load of the generator
 */
public record Contestant(String name, MeasuredSystem system, int servers, List<String> load) {
    private static final int LEAST_PAIRS = 100;
    private static final int PAIRS_A_SERVER = 50;

    /** One under its own name, with pairs that send to each other, and more options of the generator. */
    public static Contestant of(MeasuredSystem system, String... load) {
        return new Contestant(system.name(), system, 0, List.of(load));
    }

    RunningSystem start(Path folder) throws IOException, InterruptedException {
        RunningSystem running = system.start(folder);
        return servers == 0 ? running : running.at(servers);
    }

    /** Opens its load; a hundred pairs, and more where there are more than two servers: each has as much to do as any of two. */
    Generator open(RunningSystem running, Path folder, String... more) throws IOException {
        String pairs = "pairs=" + Math.max(LEAST_PAIRS, PAIRS_A_SERVER * running.servers());
        String[] options = Stream.of(Stream.of("load=closed", pairs), load.stream(), Stream.of(more))
                .flatMap(words -> words)
                .toArray(String[]::new);
        return Generator.start(folder, running, options);
    }
}
