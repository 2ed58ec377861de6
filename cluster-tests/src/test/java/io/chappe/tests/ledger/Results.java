package io.chappe.tests.ledger;

import io.chappe.tests.harness.Cluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The table of promises and figures; {@code deploy/chaos} gathers its rows. */
public final class Results {
    private static final Path FOLDER = Cluster.root().resolve("cluster-tests/target/faults");

    /** Rows of several runs stand in one table. */
    private static final String COMMIT = System.getProperty("chappe.commit", "");

    private Results() {}

    /** Notes a row, in place of an earlier one about the same fault. */
    @SuppressWarnings("SystemOut")
    public static void row(String fault, String promise, String figures) {
        String row = "| %s | %s | %s | %s |%n".formatted(fault, promise, figures, COMMIT);
        System.out.print(row);
        try {
            Files.createDirectories(FOLDER);
            Files.writeString(FOLDER.resolve(fault.replaceAll("[^A-Za-z0-9]+", "-") + ".md"), row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
