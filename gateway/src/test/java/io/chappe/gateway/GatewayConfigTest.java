package io.chappe.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chappe.gateway.listener.Origins;
import io.chappe.gateway.tenant.TenantConfig;
import io.chappe.node.config.ConfigException;
import io.chappe.node.config.ConfigLoader;
import org.junit.jupiter.api.Test;

class GatewayConfigTest {
    private static GatewayConfig parse(String yaml) {
        return ConfigLoader.parse(GatewayConfig.class, yaml);
    }

    @Test
    void letsNobodyInUnlessConfigured() {
        // When
        GatewayConfig config = parse("listeners: [{port: 0, tls: false}]");

        // Then
        assertThat(config.tenants()).isEmpty();
    }

    @Test
    void addsTheDemoTenantForDevelopment() {
        // When
        GatewayConfig config = parse("{development: true, listeners: [{host: 127.0.0.1, port: 0, tls: false}]}");

        // Then
        assertThat(config.tenants()).extracting(TenantConfig::name).containsExactly("demo");
        assertThat(Origins.of(config.tenants().get(0).origins()))
                .accepts("https://localhost:8443", "http://localhost:5173", "http://127.0.0.1:3000")
                .rejects("http://example.com", "null");
    }

    @Test
    void keepsDevelopmentOnThisMachine() {
        assertThatThrownBy(() -> parse("{development: true, listeners: [{host: 0.0.0.0, port: 0, tls: false}]}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("127.0.0.1");
    }

    @Test
    void wantsAListener() {
        assertThatThrownBy(() -> parse("{}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("listeners");
    }
}
