package io.chappe.bench.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process of a measured system. */
public final class ServerProcess implements AutoCloseable {
    private static final Duration READY_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(25);
    private static final Pattern ALLOCATED = Pattern.compile("\\ballocated=(\\d+)([BKMGT])\\b");
    private static final String UNITS = "BKMGT";
    /** In which a difference of some seconds is not seen. */
    private static final String COARSE = "GT";

    private final String name;
    private final Process process;
    private final Path log;
    private final Duration readyAfter;

    /** Whether a process that has been started serves, from its log or from outside. */
    public interface Readiness {
        boolean isReady(String log) throws IOException;
    }

    private ServerProcess(String name, Process process, Path log, Duration readyAfter) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.readyAfter = readyAfter;
    }

    /**
     * Starts a process on all processors, which is quicker, and waits until it is ready.
     *
     * @param folder for its log
     */
    static ServerProcess start(
            String name, Path folder, List<String> command, Map<String, String> environment, Readiness readiness)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path log = folder.resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().putAll(environment);
        long begun = System.nanoTime();
        Process process = builder.start();
        // The last resort, for a run that is cut off.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        while (!readiness.isReady(Files.readString(log))) {
            if (!process.isAlive() || System.nanoTime() - begun > READY_LIMIT.toNanos()) {
                process.destroyForcibly();
                throw new IOException(name + " did not become ready; its log " + log + " ends with\n" + tail(log));
            }
            Thread.sleep(20);
        }
        Duration ready = Duration.ofNanos(System.nanoTime() - begun);
        return new ServerProcess(name, process, log, ready);
    }

    private static String tail(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }

    public String name() {
        return name;
    }

    /** From its start to its being ready. */
    public Duration readyAfter() {
        return readyAfter;
    }

    /** Confines it to the servers' processor. */
    void pin() throws IOException, InterruptedException {
        Programs.run(
                "taskset", "-a", "-c", "-p", Integer.toString(Processors.OF_SERVERS), Long.toString(process.pid()));
    }

    public double cpuSeconds() throws IOException {
        if (!process.isAlive()) {
            throw new IOException(name + " has ended; its log " + log + " ends with\n" + tail(log));
        }
        return Processors.usedBy(process.pid());
    }

    /** Of its just-in-time compilers, where it has such and their threads have not ended. */
    double compilerSeconds() throws IOException {
        return Processors.usedByCompilersOf(process.pid());
    }

    /** Memory of the machine that it holds. */
    public long residentBytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
            }
        }
        throw new IOException("no VmRSS for " + name);
    }

    /** Of a JVM: live objects in bytes, after a full collection. */
    public long liveHeapBytes() throws IOException, InterruptedException {
        String histogram = jcmd("GC.class_histogram");
        Files.writeString(log.resolveSibling(name + ".histogram"), histogram);
        String[] words = histogram.strip().split("\\s+", -1);
        return Long.parseLong(words[words.length - 1]);
    }

    /** Of a JVM: what its threads have allocated since they started; no number where one has more than 10 GB. */
    double allocatedBytes() throws IOException, InterruptedException {
        double sum = 0;
        for (Matcher thread = ALLOCATED.matcher(jcmd("Thread.print", "-e")); thread.find(); ) {
            if (COARSE.contains(thread.group(2))) {
                return Double.NaN;
            }
            sum += Long.parseLong(thread.group(1)) << (10 * UNITS.indexOf(thread.group(2)));
        }
        return sum;
    }

    private String jcmd(String... command) throws IOException, InterruptedException {
        return Programs.jcmd(process.pid(), command);
    }

    long pid() {
        return process.pid();
    }

    /** SIGTERM, and after a while SIGKILL. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
