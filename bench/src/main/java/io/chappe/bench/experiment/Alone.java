package io.chappe.bench.experiment;

import io.chappe.bench.system.MeasuredSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Systems one after the other, for what cannot be done in turns. */
public record Alone(String name, List<MeasuredSystem> systems, Measurement measurement) implements Experiment {
    @Override
    public List<String> subjects() {
        return systems.stream().map(MeasuredSystem::name).toList();
    }

    @Override
    public boolean isForeign(String subject) {
        return false;
    }

    @Override
    public Map<String, Map<String, Double>> run(Collection<String> subjects, Path folder)
            throws IOException, InterruptedException {
        Map<String, Map<String, Double>> figures = new LinkedHashMap<>();
        for (MeasuredSystem system : systems) {
            if (subjects.contains(system.name())) {
                try {
                    figures.put(
                            system.name(), measurement.of(system, folder.resolve(Experiment.fileName(system.name()))));
                } catch (DisturbedException e) {
                    // It may be made another time.
                }
            }
        }
        return figures;
    }
}
