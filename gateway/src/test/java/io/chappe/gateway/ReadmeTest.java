package io.chappe.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.node.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    @Test
    void theReadmeHasTheGatewaysSettings() throws IOException {
        // When
        String readme = Files.readString(Path.of("../README.md"));

        // Then
        assertThat(readme).contains(Settings.markdown(GatewayConfig.class));
    }
}
