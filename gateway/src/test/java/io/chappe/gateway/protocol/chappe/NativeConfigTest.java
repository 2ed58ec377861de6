package io.chappe.gateway.protocol.chappe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chappe.node.config.ConfigException;
import io.chappe.node.config.ConfigLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeConfigTest {
    private static NativeConfig parse(String server) {
        return ConfigLoader.parse(NativeConfig.class, "iceServers: [" + server + "]");
    }

    @Test
    void printsNoSecret() {
        assertThat(parse("{urls: ['turn:a.example'], username: ann, credential: sesame}")
                        .toString())
                .doesNotContain("sesame");
        assertThat(parse("{urls: ['turn:a.example'], secret: sesame}").toString())
                .doesNotContain("sesame");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "\"{urls: ['turn:turn.example.com']}\", secret",
                "\"{urls: ['turn:a.example'], secret: ''}\", secret",
                "\"{urls: ['turn:a.example'], secret: s, username: ann, credential: c}\", exclude",
                "\"{urls: ['turn:a.example'], username: ann}\", credential",
                "\"{urls: ['stun:a.example'], secret: s}\", secret is for TURN",
                "\"{urls: ['https://a.example']}\", https://a.example"
            })
    void refusesWhatABrowserWouldRefuse(String server, String named) {
        assertThatThrownBy(() -> parse(server))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("iceServers[0].")
                .hasMessageContaining(named);
    }
}
