package io.chappe.tests.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not Java and yet can be wrong. */
@Timeout(60)
class ProjectFilesIT {
    @TempDir
    Path folder;

    @Test
    void theScriptsAreSound() throws Exception {
        // When
        Script shellcheck = Script.start(
                folder.resolve("output"),
                "shellcheck",
                "deploy/common.sh",
                "deploy/development-certificate",
                "deploy/up",
                "deploy/verify",
                ".ci/run");

        // Then
        assertThat(shellcheck.awaitEnd(Duration.ofSeconds(50)))
                .as(shellcheck.output())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "presence-service"})
    void theNoticeNamesEveryLibrary(String module) throws IOException {
        // Given
        List<String> named = Files.readAllLines(Script.ROOT.resolve("NOTICE")).stream()
                .map(line -> line.split(" ", 2)[0])
                .filter(name -> name.endsWith("*"))
                .map(name -> name.substring(0, name.length() - 1))
                .toList();

        // When
        List<String> libraries;
        try (Stream<Path> files = Files.list(Script.ROOT.resolve(module).resolve("target/lib"))) {
            libraries = files.map(file -> file.getFileName().toString())
                    .filter(file -> !file.endsWith("-SNAPSHOT.jar"))
                    .toList();
        }

        // Then
        assertThat(libraries).isNotEmpty().allMatch(library -> named.stream().anyMatch(library::startsWith));
    }
}
