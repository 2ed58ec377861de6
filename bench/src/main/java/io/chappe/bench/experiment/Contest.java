package io.chappe.bench.experiment;

import io.chappe.bench.system.RunningSystem;
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
    public Map<String, Map<String, Double>> run(Collection<String> subjects, Path folder)
            throws IOException, InterruptedException {
        List<Side> sides = new ArrayList<>();
        try {
            for (Contestant contestant : contestants) {
                if (subjects.contains(contestant.name())) {
                    sides.add(side(contestant, folder.resolve(Contestant.word(contestant.name()))));
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
            Side side = new Side(contestant.name(), running, contestant.open(running, folder));
            side.warmUp();
            return halfLoad ? halved(side, contestant, running, folder) : side;
        } catch (IOException | InterruptedException | RuntimeException e) {
            running.close();
            throw e;
        }
    }

    private static Side halved(Side whole, Contestant contestant, RunningSystem running, Path folder)
            throws IOException, InterruptedException {
        whole.turn();
        if (whole.turns() == 0) {
            throw new DisturbedException(whole.disturbance());
        }
        long half = Math.round(whole.rate() / 2);
        whole.endLoad();
        Side side = new Side(
                contestant.name(), running, contestant.open(running, folder, "load=open", "perSecond=" + half));
        side.warmUp();
        return side;
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
