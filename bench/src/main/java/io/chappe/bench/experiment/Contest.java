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
 * @param half whether each gets half of what it can take after that, by the clock
 * @param turns of each
 */
public record Contest(String name, List<Contestant> contestants, boolean half, int turns) implements Experiment {
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
            takeTurns(sides);
            Map<String, Map<String, Double>> figures = figures(sides);
            if (half) {
                addHalf(figures, sides, folder);
            }
            return figures;
        } finally {
            sides.forEach(Side::close);
        }
    }

    private static Side side(Contestant contestant, Path folder) throws IOException, InterruptedException {
        RunningSystem running = contestant.start(folder);
        try {
            return warm(contestant, running, contestant.open(running, folder));
        } catch (IOException | InterruptedException | RuntimeException e) {
            running.close();
            throw e;
        }
    }

    private static Side warm(Contestant contestant, RunningSystem running, Generator generator)
            throws IOException, InterruptedException {
        try {
            Side side = new Side(contestant, running, generator);
            side.warmUp();
            return side;
        } catch (IOException | InterruptedException | RuntimeException e) {
            generator.close();
            throw e;
        }
    }

    /** As many again at most for those that something else disturbs. */
    private void takeTurns(List<Side> sides) throws IOException {
        for (int turn = 0; turn < 2 * turns && !sides.stream().allMatch(this::isSeen); turn++) {
            for (Side side : sides) {
                side.turn();
            }
        }
    }

    private boolean isSeen(Side side) {
        return side.turns() >= turns;
    }

    private void addHalf(Map<String, Map<String, Double>> figures, List<Side> wholes, Path folder)
            throws IOException, InterruptedException {
        List<Side> halves = new ArrayList<>();
        try {
            for (Side whole : wholes) {
                if (isSeen(whole)) {
                    halves.add(halved(whole, folder));
                }
            }
            takeTurns(halves);
            halves.stream()
                    .filter(this::isSeen)
                    .forEach(side -> figures.computeIfPresent(side.name(), (name, whole) -> {
                        whole.putAll(side.figuresOfHalf());
                        return whole;
                    }));
        } finally {
            halves.forEach(Side::endLoad);
        }
    }

    private static Side halved(Side whole, Path folder) throws IOException, InterruptedException {
        whole.endLoad();
        Contestant contestant = whole.contestant();
        String half = "perSecond=" + Math.round(whole.rate() / 2);
        return warm(contestant, whole.system(), contestant.open(whole.system(), folder, "load=open", half));
    }

    private Map<String, Map<String, Double>> figures(List<Side> sides) throws IOException, InterruptedException {
        Map<String, Map<String, Double>> all = new LinkedHashMap<>();
        for (Side side : sides) {
            if (isSeen(side)) {
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
