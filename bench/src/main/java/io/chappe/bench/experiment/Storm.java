package io.chappe.bench.experiment;

import io.chappe.bench.system.Generator;
import io.chappe.bench.system.MeasuredSystem;
import io.chappe.bench.system.RunningSystem;
import io.chappe.bench.system.Window;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * All come at once, round after round.
 *
 * @param load of the generator: {@code load=connect} to connect, upgrade, say hello and join a room, with
 *     {@code sessions=true} by TLS sessions that were begun before; {@code load=resume} to lose the socket and take the
 *     session to the next server
 */
public record Storm(List<String> load) implements Measurement {
    private static final int MOST_WARM_UP_ROUNDS = 10;
    private static final int ROUNDS = 3;
    private static final int TRIES = 6;
    private static final int PAIRS = 750;

    @Override
    public Map<String, Double> of(MeasuredSystem system, Path folder) throws IOException, InterruptedException {
        try (RunningSystem running = system.start(folder);
                Generator generator = Generator.start(folder, running, options())) {
            warmUp(running, generator);
            List<Double> costs = new ArrayList<>();
            for (int tries = 0; costs.size() < ROUNDS && tries < TRIES; tries++) {
                Window round = round(running, generator);
                if (!round.isDisturbed()) {
                    costs.add(round.cpuMicrosPerMessage());
                } else if (tries == TRIES - 1) {
                    throw new DisturbedException(round.foreign());
                }
            }
            double cost = costs.stream().sorted().toList().get(costs.size() / 2);
            return Map.of("cpu", cost, "perSecond", 1e6 / cost);
        }
    }

    private String[] options() {
        return Stream.concat(load.stream(), Stream.of("pairs=" + PAIRS)).toArray(String[]::new);
    }

    private static void warmUp(RunningSystem running, Generator generator) throws IOException, InterruptedException {
        untilWarm(running, generator);
        running.pin();
        untilWarm(running, generator);
    }

    private static void untilWarm(RunningSystem running, Generator generator) throws IOException, InterruptedException {
        Warmth warmth = new Warmth();
        for (int i = 0; i < MOST_WARM_UP_ROUNDS && !warmth.isReached(); i++) {
            warmth.saw(round(running, generator));
        }
    }

    private static Window round(RunningSystem running, Generator generator) throws IOException, InterruptedException {
        Window round = Window.of(running, generator, "round");
        if (round.figure("refusals") > 0 || round.messages() < 2 * PAIRS) {
            throw new IOException("the server did not do what was asked: " + round.load());
        }
        generator.command("undo");
        // The server ends the sessions in its own time.
        running.rest();
        return round;
    }
}
