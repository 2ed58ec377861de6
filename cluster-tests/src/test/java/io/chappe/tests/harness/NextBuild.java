package io.chappe.tests.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;

/** The build that comes after this one: the same, but for the version that it speaks on the wire. */
public final class NextBuild {
    private static final String VERSION = "NEWEST = 2;";

    private NextBuild() {}

    /** A folder with the class that differs. */
    public static Path classes() {
        Path source = Cluster.root().resolve("signaling-core/src/main/java/io/chappe/core/bus/WireVersion.java");
        Path target = Cluster.root().resolve("cluster-tests/target/next-build");
        try {
            String text = Files.readString(source);
            if (!text.contains(VERSION)) {
                throw new AssertionError(source + " does not say " + VERSION);
            }
            Path changed = target.resolve("src/WireVersion.java");
            Files.createDirectories(changed.getParent());
            Files.writeString(changed, text.replace(VERSION, "NEWEST = 3;"));
            List<String> arguments = List.of("--release", "17", "-d", target + "/classes", changed.toString());
            int result = ToolProvider.getSystemJavaCompiler()
                    .run(null, System.out, System.err, arguments.toArray(String[]::new));
            if (result != 0) {
                throw new AssertionError("the next build does not compile");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return target.resolve("classes");
    }
}
