package io.chappe.tests.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not Java and yet can be wrong. */
@Timeout(120)
class ProjectFilesIT {
    @TempDir
    Path folder;

    @Test
    void theScriptsAreSound() throws Exception {
        // When
        Script shellcheck = Script.start(
                folder.resolve("output"),
                "shellcheck",
                "deploy/chaos",
                "deploy/common.sh",
                "deploy/development-certificate",
                "deploy/up",
                "deploy/verify",
                ".ci/run");

        // Then
        assertThat(shellcheck.awaitEnd(Duration.ofSeconds(100)))
                .as(shellcheck.output())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"check config deploy/prometheus/prometheus.yml", "test rules deploy/prometheus/alerts-test.yml"})
    void theAlertsAreSound(String words) throws Exception {
        // When
        Script promtool = Script.start(folder.resolve("output"), ("promtool " + words).split(" "));

        // Then
        assertThat(promtool.awaitEnd(Duration.ofSeconds(100)))
                .as(promtool.output())
                .isZero();
    }

    @Test
    void theDevelopmentCertificateIsForLocalhostAndItsAuthorityHasNoKeyAnyMore() throws Exception {
        // Given
        Path certificate = folder.resolve("certificate");

        // When
        Script script =
                Script.start(folder.resolve("output"), "deploy/development-certificate", certificate.toString());

        // Then
        assertThat(script.awaitEnd(Duration.ofSeconds(100))).as(script.output()).isZero();
        KeyStore store = KeyStore.getInstance(certificate.resolve("server.p12").toFile(), "development".toCharArray());
        assertThat(Collections.list(store.aliases())).containsExactly("server");
        X509Certificate server = (X509Certificate) store.getCertificate("server");
        assertThat(server.getSubjectAlternativeNames())
                .extracting(name -> (Object) name.get(1))
                .containsExactly("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");
        server.verify(authority(certificate.resolve("ca.crt")).getPublicKey());
    }

    private static Certificate authority(Path file) throws IOException, CertificateException {
        try (InputStream pem = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificate(pem);
        }
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
