package io.chappe.tests.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The classes of a program in a form that its next start maps instead of loading them (JEP 350): that halves what a start
 * costs. A node that ends in order writes them down; one that is killed leaves nothing.
 */
final class SharedClasses {
    private static final Path FOLDER = Cluster.root().resolve("cluster-tests/target/shared-classes");
    private static final String DRAFT = ".draft";
    private static final String ARCHIVE = ".jsa";
    /** What the JVM says of classes that it can't share. */
    private static final List<String> QUIET = List.of("-Xlog:cds=off", "-Xlog:cds+dynamic=off");

    private SharedClasses() {}

    /**
     * Arguments for the JVM.
     *
     * @param mayWrite whether this start may become the model for later ones
     */
    static List<String> options(Path jar, boolean mayWrite) {
        Path archive = FOLDER.resolve(name(jar) + ARCHIVE);
        try {
            Files.createDirectories(FOLDER);
            if (isNewer(archive, jar)) {
                return and("-XX:SharedArchiveFile=" + archive);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return mayWrite
                ? and("-XX:ArchiveClassesAtExit=" + FOLDER.resolve(name(jar) + "." + UUID.randomUUID() + DRAFT))
                : List.of();
    }

    private static List<String> and(String option) {
        return Stream.concat(Stream.of(option), QUIET.stream()).toList();
    }

    /** Another JDK can't read it. */
    private static String name(Path jar) {
        return jar.getFileName() + "-" + Runtime.version();
    }

    private static boolean isNewer(Path archive, Path jar) throws IOException {
        return Files.exists(archive)
                && Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(jar)) > 0;
    }

    /** To be called when the nodes that may write have ended. */
    static void keep() {
        if (!Files.isDirectory(FOLDER)) {
            // No node could share any.
            return;
        }
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path draft :
                    files.filter(file -> file.toString().endsWith(DRAFT)).toList()) {
                String name = draft.getFileName().toString();
                String program = name.substring(0, name.lastIndexOf('.', name.length() - DRAFT.length() - 1));
                Files.move(draft, FOLDER.resolve(program + ARCHIVE), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
