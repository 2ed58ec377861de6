package io.chappe.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chappe.gateway.listener.Origins;
import io.chappe.node.config.ConfigException;
import io.chappe.node.config.ConfigLoader;
import io.chappe.node.tenant.TenantConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{name: a, origins: ['https://a.example', '*']}] | yaml:3: tenants[0].origins[1]: origin '*' must be ",
                "[{name: a}, {name: a}] | yaml:3: tenants[1].name: 'a' stands twice",
                "[{name: ''}] | yaml:3: tenants[0].name: a tenant must have 1 to 128 characters"
            })
    void saysWhereATenantIsWrong(String tenants, String problem) {
        assertThatThrownBy(() -> parse("listeners:\n  - {port: 0, tls: false}\ntenants: " + tenants))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(problem);
    }

    @Test
    void refusesTwoListenersOnOnePort() {
        assertThatThrownBy(() -> parse("listeners:\n  - {port: 9443, tls: false}\n  - {port: 9443, tls: false}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("yaml:3: listeners[1].port: 9443 stands twice");
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0,127.0.0.1",
        "localhost,127.0.0.1",
        "LOCALHOST,'::'",
        "'::1','0:0:0:0:0:0:0:1'",
        "A.example,a.example"
    })
    void refusesTwoListenersOnOnePortWhateverTheirHostsAreCalled(String first, String second) {
        assertThatThrownBy(() -> parse(two(first, 9443, second, 9443)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("listeners[1].port: 9443 stands twice");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1,9443,127.0.0.2,9443",
        "0.0.0.0,9443,0.0.0.0,9444",
        "0.0.0.0,0,0.0.0.0,0",
        "127.0.0.1,9443,'::1',9443"
    })
    void takesListenersOnDifferentPorts(String first, int firstPort, String second, int secondPort) {
        assertThat(parse(two(first, firstPort, second, secondPort)).listeners()).hasSize(2);
    }

    private static String two(String first, int firstPort, String second, int secondPort) {
        return "listeners:\n  - {host: '%s', port: %d, tls: false}\n  - {host: '%s', port: %d, tls: false}"
                .formatted(first, firstPort, second, secondPort);
    }

    @Test
    void wantsAListener() {
        assertThatThrownBy(() -> parse("{}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("listeners");
    }
}
