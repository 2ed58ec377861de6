package io.chappe.gateway.protocol.chappe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chappe.node.config.ConfigException;
import io.chappe.node.config.ConfigLoader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeConfigTest {
    private static NativeConfig parse(String server) {
        return ConfigLoader.parse(NativeConfig.class, "iceServers: [" + server + "]");
    }

    @Test
    void givesClientsTheCredentialsOfATurnServerAndPrintsThemNowhere() {
        // When
        NativeConfig config = parse("{urls: ['turn:turn.example.com'], username: ann, credential: sesame}");

        // Then
        assertThat(config.iceServers().get(0).forClients())
                .isEqualTo(Map.of("urls", List.of("turn:turn.example.com"), "username", "ann", "credential", "sesame"));
        assertThat(config.toString()).doesNotContain("sesame");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "\"{urls: ['turn:turn.example.com']}\", username",
                "\"{urls: ['turn:a.example'], username: ann}\", credential",
                "\"{urls: ['https://a.example']}\", https://a.example"
            })
    void refusesWhatABrowserWouldRefuse(String server, String named) {
        assertThatThrownBy(() -> parse(server))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("iceServers[0].")
                .hasMessageContaining(named);
    }
}
