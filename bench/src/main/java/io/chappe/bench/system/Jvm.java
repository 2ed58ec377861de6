package io.chappe.bench.system;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A JVM, and how it is started.
 *
 * @param home of the JDK
 * @param options after those that all have
 */
public record Jvm(Path home, List<String> options) {
    /** The JDK that runs the bench; the collector is the JVM's own choice for one processor, the yardstick's alike. */
    public static final Jvm USUAL = new Jvm(Path.of(System.getProperty("java.home")), List.of("-XX:+UseSerialGC"));

    /** The same JDK with other options. */
    public static Jvm with(String... options) {
        return new Jvm(USUAL.home, List.of(options));
    }

    /** The beginning of a command; one processor, to which it is confined when it is warm. */
    List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("bin").resolve("java").toString());
        command.addAll(List.of("-XX:ActiveProcessorCount=1", "-Xmx1g"));
        command.addAll(options);
        return command;
    }
}
