package io.chappe.bench.system;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Systems that go on from one experiment to the next: to start and to warm up takes longer than most of what is measured. */
public final class KeptSystems implements AutoCloseable {
    private final Map<MeasuredSystem, RunningSystem> running = new LinkedHashMap<>();

    /** The same system, which is started once until all of these are closed. */
    public MeasuredSystem keep(MeasuredSystem system) {
        return new Kept(system);
    }

    /** Ends those that run; they may be started again. */
    @Override
    public void close() {
        running.values().forEach(RunningSystem::end);
        running.clear();
    }

    private final class Kept implements MeasuredSystem {
        private final MeasuredSystem system;

        Kept(MeasuredSystem system) {
            this.system = system;
        }

        @Override
        public String name() {
            return system.name();
        }

        @Override
        public RunningSystem start(Path folder) throws IOException, InterruptedException {
            RunningSystem before = running.get(system);
            if (before != null) {
                return before;
            }
            RunningSystem started = system.start(folder).keep();
            running.put(system, started);
            return started;
        }
    }
}
