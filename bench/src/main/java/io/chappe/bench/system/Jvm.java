package io.chappe.bench.system;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JVM, and how it is started.
 *
 * @param home of the JDK
 * @param options after those that all have
 * @param classes where the first start leaves its classes in a form that later ones map instead of loading them (JEP 350),
 *     as {@code deploy/up} has it; null for nowhere
 */
public record Jvm(Path home, List<String> options, @Nullable Path classes) {
    /** The JDK that runs the bench; the collector is the JVM's own choice for one processor, the yardstick's alike. */
    public static final Jvm USUAL =
            new Jvm(Path.of(System.getProperty("java.home")), List.of("-XX:+UseSerialGC"), null);

    /** The same JDK with other options. */
    public static Jvm with(String... options) {
        return new Jvm(USUAL.home, List.of(options), null);
    }

    /** As a node is started where nothing else runs: with all processors, and an archive of its classes. */
    public static Jvm alone(Path classes, String... options) {
        List<String> all = new ArrayList<>(USUAL.options);
        all.add("-XX:ActiveProcessorCount=" + Runtime.getRuntime().availableProcessors());
        all.addAll(List.of(options));
        return new Jvm(USUAL.home, all, classes);
    }

    /** The beginning of a command; one processor, to which it is confined when it is warm. */
    List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("bin").resolve("java").toString());
        command.addAll(List.of("-XX:ActiveProcessorCount=1", "-Xmx1g"));
        command.addAll(options);
        if (classes != null) {
            command.add((Files.exists(classes) ? "-XX:SharedArchiveFile=" : "-XX:ArchiveClassesAtExit=") + classes);
            command.addAll(List.of("-Xlog:cds=off", "-Xlog:cds+dynamic=off"));
        }
        return command;
    }
}
