package io.chappe.presence.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chappe.node.config.ConfigException;
import io.chappe.node.config.ConfigLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisConfigTest {
    @Test
    void theDefaultIsALocalServer() {
        // When
        RedisConfig config = ConfigLoader.parse(RedisConfig.class, "");

        // Then
        assertThat(config.urls()).containsExactly("redis://127.0.0.1:6379");
        assertThat(config.isTls()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{urls: []} | urls must have at least one",
                "{urls: ['http://a:1']} | urls must be redis://HOST:PORT",
                "{urls: ['redis://a']} | urls must be redis://HOST:PORT",
                "{urls: ['redis://a:1', 'rediss://b:1']} | urls must all be redis: or all be rediss:",
                "{mode: cluster, database: 1} | database must be 0 in a cluster",
                "{user: ann} | user wants a password",
                "{keyPrefix: 'a{b}'} | keyPrefix must be 1 to 64 letters",
                "{tls: {key: a.pem}} | certificate and key must both be there or none"
            })
    void whatCannotBeIsRefusedWithWhatWouldBeRight(String yaml, String message) {
        // Then
        assertThatThrownBy(() -> ConfigLoader.parse(RedisConfig.class, yaml))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aPasswordInAUrlIsRefusedAndNotShown() {
        // Then
        assertThatThrownBy(() -> ConfigLoader.parse(RedisConfig.class, "{urls: ['redis://ann:geheim@a:1']}"))
                .hasMessageContaining("urls must be")
                .hasMessageNotContaining("geheim");
    }
}
