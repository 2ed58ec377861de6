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
 *     {@code sessions=true} by TLS sessions that were begun before, with {@code tokens=KEY} with tokens signed by that key; {@code load=resume} to lose the socket and take the
 *     session to the next server
 */
public record Storm(List<String> load) implements Measurement {
    private static final int MOST_WARM_UP_ROUNDS = 15;
    private static final int ROUNDS = 5;
    private static final int TRIES = 10;
    private static final int PAIRS = 750;

    @Override
    public Map<String, Double> of(MeasuredSystem system, Path folder) throws IOException, InterruptedException {
        try (RunningSystem running = system.start(folder);
                Generator generator = Generator.start(folder, running, options())) {
            warmUp(running, generator);
            List<Window> rounds = new ArrayList<>();
            for (int tries = 0; rounds.size() < ROUNDS; tries++) {
                Window round = round(running, generator);
                running.rest();
                if (!round.isDisturbed()) {
                    rounds.add(round);
                } else if (tries >= TRIES) {
                    throw new DisturbedException(round.foreign());
                }
            }
            double cost = Window.median(rounds, Window::cpuMicrosPerMessage);
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
        // The server ends the sessions in its own time.
        running.rest();
    }

    private static Window round(RunningSystem running, Generator generator) throws IOException, InterruptedException {
        Window round = Window.of(running, generator, "round");
        if (round.figure("refusals") > 0 || round.messages() < 2 * PAIRS) {
            throw new IOException("the server did not do what was asked: " + round.load());
        }
        generator.command("undo");
        return round;
    }
}
