package io.chappe.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chappe.node.config.ConfigException;
import io.chappe.node.config.ConfigLoader;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SocketLimitsTest {
    @Test
    void hasTheDocumentedDefaults() {
        // When
        SocketLimits limits = SocketLimits.defaults();

        // Then
        assertThat(limits.maxFrameBytes()).isEqualTo(262_144);
        assertThat(limits.upgradeTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(limits.dropAfter()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void refusesFramesBiggerThanMessages() {
        // When
        assertThatThrownBy(() -> ConfigLoader.parse(SocketLimits.class, "maxMessageBytes: 1000"))
                // Then
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("maxMessageBytes must be 262144 to");
    }

    @Test
    void refusesToDropBeforeItPings() {
        // When
        assertThatThrownBy(() -> ConfigLoader.parse(SocketLimits.class, "dropAfter: 20s"))
                // Then
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("dropAfter must be longer than pingAfter");
    }
}
