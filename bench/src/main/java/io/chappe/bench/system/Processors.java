package io.chappe.bench.system;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The machine's processors: the servers have one, the generator another, and what else runs is noticed. */
public final class Processors {
    /** All measured processes share this one, so that a figure is one of work and not of waiting for each other. */
    public static final int OF_SERVERS = 0;

    public static final int OF_GENERATOR = 1;

    /** As proc(5) counts time, on every Linux of today. */
    static final double TICKS_PER_SECOND = 100;

    private static final int IDLE = 3;
    private static final int IO_WAIT = 4;
    private static final int STOLEN = 7;
    /** Time of guests is in user time already. */
    private static final int FIELDS = 8;

    private Processors() {}

    /** What the machine is, in a few words. */
    public static String description() throws IOException {
        String model = Files.readString(Path.of("/proc/cpuinfo"))
                .lines()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 2))
                .findFirst()
                .orElse("unknown");
        return "%d processors (%s), Linux %s, Java %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        model,
                        System.getProperty("os.version"),
                        Runtime.version());
    }

    /** Seconds that all processors together have been busy since the machine started. */
    public static double busySeconds() throws IOException {
        long[] ticks = ticks();
        return (Arrays.stream(ticks).sum() - ticks[IDLE] - ticks[IO_WAIT] - ticks[STOLEN]) / TICKS_PER_SECOND;
    }

    /** Seconds that they were another machine's while they had something to do: they count as nobody's work here. */
    public static double stolenSeconds() throws IOException {
        return ticks()[STOLEN] / TICKS_PER_SECOND;
    }

    /** Of all processors, as proc(5) has them. */
    private static long[] ticks() throws IOException {
        String[] words = Files.readString(Path.of("/proc/stat"))
                .lines()
                .findFirst()
                .orElseThrow()
                .trim()
                .split("\\s+", -1);
        return Arrays.stream(words)
                .skip(1)
                .limit(FIELDS)
                .mapToLong(Long::parseLong)
                .toArray();
    }

    /** Seconds that the bench and all processes that it has started, and that live, have used. */
    static double usedByOurs() throws IOException {
        ProcessHandle self = ProcessHandle.current();
        double sum = usedBy(self.pid());
        for (ProcessHandle process : self.descendants().toList()) {
            sum += usedIfThere(Path.of("/proc", Long.toString(process.pid())));
        }
        return sum;
    }

    /** Seconds that a process with all its threads has used so far, in the kernel too. */
    public static double usedBy(long pid) throws IOException {
        return used(Path.of("/proc", Long.toString(pid)));
    }

    /** The same for the just-in-time compilers of a JVM, as long as their threads live. */
    static double usedByCompilersOf(long pid) throws IOException {
        double sum = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path thread : threads) {
                sum += isCompiler(thread) ? usedIfThere(thread) : 0;
            }
        }
        return sum;
    }

    private static boolean isCompiler(Path thread) {
        try {
            String name = Files.readString(thread.resolve("comm"));
            return name.startsWith("C1 Compiler") || name.startsWith("C2 Compiler");
        } catch (IOException e) {
            // It has just ended.
            return false;
        }
    }

    /** Of what may end while it is looked at: 0 then, which makes a look seem disturbed. */
    private static double usedIfThere(Path task) {
        try {
            return used(task);
        } catch (IOException e) {
            return 0;
        }
    }

    private static double used(Path task) throws IOException {
        String stat = Files.readString(task.resolve("stat"));
        // What follows the name, which is in parentheses and may hold anything.
        String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(words[11]) + Long.parseLong(words[12])) / TICKS_PER_SECOND;
    }
}
