package io.chappe.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterConfigTest {
    @Test
    void isALoopbackClusterByDefault() {
        // When
        ClusterConfig config = ConfigLoader.parse(ClusterConfig.class, "");

        // Then
        assertThat(config)
                .isEqualTo(new ClusterConfig(
                        "chappe",
                        null,
                        "127.0.0.1",
                        5701,
                        15701,
                        null,
                        16 << 20,
                        List.of("127.0.0.1:5701"),
                        new HeartbeatConfig(Duration.ofSeconds(2), Duration.ofSeconds(15))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            busPort: 0                              | yaml:1: busPort must be 1 to 65535, it is 0
            {busPort: 5, hazelcastPort: 5}          | yaml:1: busPort must not be the hazelcastPort
            members: [localhost]                    | yaml:1: members must be host:port, 'localhost' is not
            busTls: {certificate: /no, key: /no, authority: /no} | yaml:1: busTls.certificate: file /no does not exist or is not readable
            busTls: {certificate: /no}              | busTls.key is missing: add it (file name) to the configuration file or set CHAPPE_BUS_TLS_KEY
            name: ' '                               | yaml:1: name must not be empty
            nodeName: ' '                           | yaml:1: nodeName must have 1 to 253 characters; leave it out
            heartbeat: {interval: 500ms}            | yaml:1: heartbeat.interval must be whole seconds
            heartbeat: {interval: 10s}              | yaml:1: heartbeat.timeout must be at least twice the interval
            """)
    void saysWhatIsWrong(String yaml, String message) {
        // When
        var failure = assertThatThrownBy(() -> ConfigLoader.parse(ClusterConfig.class, yaml));

        // Then
        failure.hasMessage(message);
    }
}
