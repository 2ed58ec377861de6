package io.chappe.bench.system;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What was seen while a load went on for a while.
 *
 * @param load the generator's figures
 * @param cpuSeconds of all measured processes
 * @param compiling share of a processor that just-in-time compilers have had of it, the generator's too
 * @param generatorSeconds of the generator: near the window's length, it is the generator that is measured
 * @param foreign share of the time for which others than these had a processor
 * @param stolen share of the time for which a processor was another machine's: no CPU counts meanwhile, but messages wait
 */
public record Window(
        Map<String, Double> load,
        double cpuSeconds,
        double compiling,
        double generatorSeconds,
        double foreign,
        double stolen) {
    /** Above it a figure is not one of the measured system alone. */
    private static final double MAX_FOREIGN = 0.08;

    /** Has the generator do something, and looks at the processors meanwhile. */
    public static Window of(RunningSystem system, Generator generator, String command) throws IOException {
        long begun = System.nanoTime();
        double busy = Processors.busySeconds();
        double stolen = Processors.stolenSeconds();
        double ours = Processors.usedByOurs();
        double servers = system.cpuSeconds();
        double compilers = system.compilerSeconds() + generator.compilerSeconds();
        double generators = generator.cpuSeconds();
        Map<String, Double> load = generator.command(command);
        double used = system.cpuSeconds() - servers;
        double compiling = system.compilerSeconds() + generator.compilerSeconds() - compilers;
        double generating = generator.cpuSeconds() - generators;
        double known = Processors.usedByOurs() - ours;
        double seconds = (System.nanoTime() - begun) / 1e9;
        double foreign = Math.max(0, Processors.busySeconds() - busy - known) / seconds;
        double lost = (Processors.stolenSeconds() - stolen) / seconds;
        return new Window(load, used, compiling / seconds, generating, foreign, lost);
    }

    /** Of an odd number of them the one in the middle, of an even number the mean of the two. */
    public static double median(List<Window> windows, ToDoubleFunction<Window> figure) {
        double[] sorted = windows.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    public boolean isDisturbed() {
        return foreign > MAX_FOREIGN;
    }

    public double messages() {
        return figure("messages");
    }

    public double figure(String name) {
        return load.getOrDefault(name, 0.0);
    }

    /** Of the measured processes, for each message that arrived. */
    public double cpuMicrosPerMessage() {
        return cpuSeconds * 1e6 / messages();
    }
}
