package io.chappe.tests.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a node runs.
 *
 * @param address that it listens on
 * @param enter what stands before the command line that is to run there; it must exec, so that the process id stays
 */
public record Host(String address, List<String> enter) {
    static final Host LOOPBACK = new Host("127.0.0.1", List.of());
    private static final Path LIBRARIES = Path.of("/usr/lib");

    /**
     * This machine, whose clock of the day is wrong; its monotonic clock, which has no day, is right.
     *
     * @param offset as faketime understands it, such as {@code +2h}
     */
    public static Host withClock(String offset) {
        return new Host(
                LOOPBACK.address(),
                // Without the times of files: a JVM asks for many when it starts.
                List.of(
                        "env",
                        "LD_PRELOAD=" + fakeTime(),
                        "FAKETIME=" + offset,
                        "FAKETIME_DONT_FAKE_MONOTONIC=1",
                        "NO_FAKE_STAT=1"));
    }

    private static Path fakeTime() {
        // The folder of Debian's libraries is named for the kind of processor.
        try (Stream<Path> folders = Files.list(LIBRARIES)) {
            return folders.map(folder -> folder.resolve("faketime/libfaketimeMT.so.1"))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(
                            "no faketime to set a clock with; install it (on Debian: apt install faketime)"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
