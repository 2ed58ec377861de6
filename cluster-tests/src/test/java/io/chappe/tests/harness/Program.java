package io.chappe.tests.harness;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** What a node's JVM is to run: arguments that follow those for its memory. */
final class Program {
    private Program() {}

    /**
     * @param classes folders of classes that it has in place of its own
     * @param mayWriteShared whether the next start of the module may share what this one loads
     */
    static List<String> of(String module, List<Path> classes, boolean mayWriteShared) {
        Path jar = Cluster.root().resolve(module).resolve("target").resolve(module + ".jar");
        if (!Files.exists(jar)) {
            throw new AssertionError(jar + " is missing: run mvn -DskipITs verify first");
        }
        return classes.isEmpty()
                ? Stream.concat(SharedClasses.options(jar, mayWriteShared).stream(), Stream.of("-jar", jar.toString()))
                        .toList()
                : List.of("-cp", classPath(classes, jar), mainClass(jar));
    }

    private static String classPath(List<Path> classes, Path jar) {
        return Stream.concat(classes.stream(), Stream.of(jar))
                .map(Path::toString)
                .collect(joining(":"));
    }

    private static String mainClass(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
