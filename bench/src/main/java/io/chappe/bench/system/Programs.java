package io.chappe.bench.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Other programs, run to their end. */
public final class Programs {
    private static final int LIMIT_S = 300;

    private Programs() {}

    /** What it prints. One that is not through after five minutes is ended, and has failed. */
    public static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        CompletableFuture.delayedExecutor(LIMIT_S, TimeUnit.SECONDS).execute(process::destroyForcibly);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed:\n" + output);
        }
        return output;
    }

    /** A program of the JDK that runs the bench. */
    static String jdk(String program) {
        return Path.of(System.getProperty("java.home"), "bin", program).toString();
    }

    /** On the generator's processor: what it costs beside the measured process itself is no part of the figure. */
    static String jcmd(long pid, String... command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(
                List.of("taskset", "-c", Integer.toString(Processors.OF_GENERATOR), jdk("jcmd"), Long.toString(pid)));
        words.addAll(List.of(command));
        return run(words.toArray(String[]::new));
    }
}
