package io.chappe.bench;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chappe.bench.experiment.Experiment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Every run's figures, a file each, so that what was interrupted goes on where it was. */
final class Results {
    private static final TypeReference<TreeMap<String, Double>> FIGURES = new TypeReference<>() {};

    private static final int MOST_STARTS = 20;

    private final Path folder;
    private final ObjectMapper json = new ObjectMapper();

    /**
     * @param folder of one commit's results
     */
    Results(Path folder) {
        this.folder = folder;
    }

    boolean has(String experiment, String system, int start) {
        return Files.exists(file(experiment, system, start));
    }

    boolean haveAny(List<Experiment> experiments) {
        return experiments.stream().anyMatch(experiment -> Files.isDirectory(folder.resolve(experiment.name())));
    }

    void put(String experiment, String system, int start, Map<String, Double> figures) throws IOException {
        Path file = file(experiment, system, start);
        Files.createDirectories(file.getParent());
        json.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), new TreeMap<>(figures));
    }

    private Path file(String experiment, String system, int start) {
        return folder.resolve(experiment).resolve(Experiment.fileName(system) + "." + start + ".json");
    }

    /** A figure of every run that has it. */
    Sample sample(String experiment, String system, String figure) throws IOException {
        Map<Integer, Double> byStart = new TreeMap<>();
        // Runs that were disturbed may have left a gap.
        for (int start = 1; start <= MOST_STARTS; start++) {
            if (has(experiment, system, start)) {
                Double value = read(file(experiment, system, start)).get(figure);
                if (value != null) {
                    byStart.put(start, value);
                }
            }
        }
        return new Sample(byStart);
    }

    /** The names of all figures of an experiment, in order. */
    List<String> figures(String experiment) throws IOException {
        Path files = folder.resolve(experiment);
        if (!Files.isDirectory(files)) {
            return List.of();
        }
        Set<String> names = new TreeSet<>();
        try (Stream<Path> runs = Files.list(files)) {
            for (Path run : runs.toList()) {
                names.addAll(read(run).keySet());
            }
        }
        return List.copyOf(names);
    }

    private Map<String, Double> read(Path file) throws IOException {
        return json.readValue(file.toFile(), FIGURES);
    }
}
