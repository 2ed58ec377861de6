package io.chappe.bench.experiment;

import io.chappe.bench.system.Generator;
import io.chappe.bench.system.NodeServer;
import io.chappe.bench.system.RunningSystem;
import io.chappe.bench.system.Spreed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Systems that run side by side and are loaded in turns of seconds: where a processor is shared with others it is at times
 * half as fast, and what is compared must have had the same.
 *
 * @param halfLoad whether each gets half of what it can take, by the clock, in place of as much as it can
 * @param turns of each
 */
public record Contest(String name, List<Contestant> contestants, boolean halfLoad, int turns) implements Experiment {
    @Override
    public List<String> subjects() {
        return contestants.stream().map(Contestant::name).toList();
    }

    @Override
    public boolean isForeign(String subject) {
        return contestants.stream()
                .anyMatch(contestant -> contestant.name().equals(subject)
                        && (contestant.system() instanceof NodeServer || contestant.system() instanceof Spreed));
    }

    @Override
    public Map<String, Map<String, Double>> run(Collection<String> subjects, Path folder)
            throws IOException, InterruptedException {
        List<Side> sides = new ArrayList<>();
        try {
            for (Contestant contestant : contestants) {
                if (subjects.contains(contestant.name())) {
                    sides.add(side(contestant, folder.resolve(Experiment.fileName(contestant.name()))));
                }
            }
            // As many again at most for those that something else disturbs.
            for (int turn = 0; turn < 2 * turns && sides.stream().anyMatch(side -> side.turns() < turns); turn++) {
                for (Side side : sides) {
                    side.turn();
                }
            }
            return figures(sides);
        } finally {
            sides.forEach(Side::close);
        }
    }

    private Side side(Contestant contestant, Path folder) throws IOException, InterruptedException {
        RunningSystem running = contestant.start(folder);
        try {
            Side side = warm(contestant, running, contestant.open(running, folder));
            return halfLoad ? halved(side, contestant, running, folder) : side;
        } catch (IOException | InterruptedException | RuntimeException e) {
            running.close();
            throw e;
        }
    }

    private static Side warm(Contestant contestant, RunningSystem running, Generator generator)
            throws IOException, InterruptedException {
        try {
            Side side = new Side(contestant.name(), running, generator);
            side.warmUp();
            return side;
        } catch (IOException | InterruptedException | RuntimeException e) {
            generator.close();
            throw e;
        }
    }

    private static Side halved(Side whole, Contestant contestant, RunningSystem running, Path folder)
            throws IOException, InterruptedException {
        whole.turn();
        whole.endLoad();
        if (whole.turns() == 0) {
            throw new DisturbedException(whole.disturbance());
        }
        long half = Math.round(whole.rate() / 2);
        return warm(contestant, running, contestant.open(running, folder, "load=open", "perSecond=" + half));
    }

    private Map<String, Map<String, Double>> figures(List<Side> sides) throws IOException, InterruptedException {
        Map<String, Map<String, Double>> all = new LinkedHashMap<>();
        for (Side side : sides) {
            if (side.turns() >= turns) {
                Map<String, Double> figures = side.figures();
                figures.put("idleBusy", side.idleShare());
                double allocation = side.allocation();
                if (!Double.isNaN(allocation)) {
                    figures.put("allocation", allocation);
                }
                all.put(side.name(), figures);
            }
        }
        return all;
    }
}
