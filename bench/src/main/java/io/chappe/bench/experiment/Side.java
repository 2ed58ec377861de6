package io.chappe.bench.experiment;

import io.chappe.bench.system.Generator;
import io.chappe.bench.system.RunningSystem;
import io.chappe.bench.system.Window;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** One of those who take turns: a system that runs, its load, and what was seen of it. */
final class Side implements AutoCloseable {
    private static final int SETTLE_S = 1;
    private static final int LOOK_S = 2;
    private static final int ALLOCATION_S = 2;
    private static final int IDLE_S = 1;

    private final Contestant contestant;
    private final RunningSystem system;
    private final Generator generator;
    private final Steady load;
    private final List<Window> windows = new ArrayList<>();

    Side(Contestant contestant, RunningSystem system, Generator generator) throws IOException {
        this.contestant = contestant;
        this.system = system;
        this.generator = generator;
        this.load = new Steady(system, generator);
    }

    Contestant contestant() {
        return contestant;
    }

    String name() {
        return contestant.name();
    }

    RunningSystem system() {
        return system;
    }

    /** Until nothing gets better; then it halts. */
    void warmUp() throws IOException, InterruptedException {
        load.warmUp();
        generator.command("halt");
    }

    /** One turn, while all others halt. */
    void turn() throws IOException {
        generator.command("begin");
        generator.command("measure " + SETTLE_S);
        Window window = load.look(LOOK_S);
        generator.command("halt");
        if (!window.isDisturbed()) {
            windows.add(window);
        }
    }

    int turns() {
        return windows.size();
    }

    /** The median turn's. */
    Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("cpu", median(Window::cpuMicrosPerMessage));
        figures.put("rate", rate());
        figures.put("busy", median(window -> window.cpuSeconds() / window.figure("seconds")));
        figures.put("generatorBusy", median(window -> window.generatorSeconds() / window.figure("seconds")));
        figures.put("stolen", median(Window::stolen));
        figures.put("answered", median(window -> window.figure("answers") / window.messages()));
        figures.put("p50", median(window -> window.figure("p50us")));
        figures.put("p99", median(window -> window.figure("p99us")));
        return figures;
    }

    /** The same of a load that is half of what was carried: what is of interest is how long a message takes then. */
    Map<String, Double> figuresOfHalf() {
        Map<String, Double> whole = figures();
        Map<String, Double> figures = new LinkedHashMap<>();
        for (String name : List.of("p50", "p99", "rate", "busy")) {
            figures.put("half " + name, whole.getOrDefault(name, Double.NaN));
        }
        return figures;
    }

    /** Share of a processor that its processes have without load. */
    double idleShare() throws IOException {
        Window idle = Window.of(system, generator, "measure " + IDLE_S);
        return idle.cpuSeconds() / idle.figure("seconds");
    }

    /** Messages a second. */
    double rate() {
        return median(window -> window.messages() / window.figure("seconds"));
    }

    /** Bytes a message; no number where it can't be seen. */
    double allocation() throws IOException, InterruptedException {
        if (!system.isJava()) {
            return Double.NaN;
        }
        generator.command("begin");
        double allocation = load.allocationPerMessage(ALLOCATION_S);
        generator.command("halt");
        return allocation;
    }

    private double median(ToDoubleFunction<Window> figure) {
        return Window.median(windows, figure);
    }

    /** Its system goes on without it. */
    void endLoad() {
        generator.close();
    }

    @Override
    public void close() {
        generator.close();
        system.close();
    }
}
