package io.chappe.gateway.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chappe.node.config.ConfigException;
import io.chappe.node.config.ConfigLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListenerConfigTest {
    @TempDir
    private Path folder;

    @Test
    void asksForACertificateUnlessToldNotTo() {
        // When
        assertThatThrownBy(() -> ConfigLoader.parse(ListenerConfig.class, "port: 8443"))
                // Then
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("set tls: false");
    }

    @Test
    void servesSocketsAndPagesUnlessToldWhich() {
        // When
        ListenerConfig config = ConfigLoader.parse(ListenerConfig.class, "tls: false");

        // Then
        assertThat(config.serves()).containsExactly(Served.SOCKETS, Served.PAGES);
    }

    @Test
    void namesTheFileThatIsMissing() throws Exception {
        // Given
        Path certificate = Files.createFile(folder.resolve("cert.pem"));
        String yaml = "certificate: {certificate: %s, key: %s}".formatted(certificate, folder.resolve("no.pem"));

        // When
        assertThatThrownBy(() -> ConfigLoader.parse(ListenerConfig.class, yaml))
                // Then
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("no.pem does not exist or is not readable");
    }

    @Test
    void wantsTheKeyOfACertificate() throws Exception {
        // Given
        Path certificate = Files.createFile(folder.resolve("cert.pem"));

        // When
        assertThatThrownBy(() -> ConfigLoader.parse(
                        ListenerConfig.class, "certificate: {certificate: %s}".formatted(certificate)))
                // Then
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("certificate and key must both be given");
    }
}
