package io.chappe.gateway.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.gateway.socket.ClientAddress;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ProxiesTest {
    private final Proxies proxies = new Proxies(List.of("10.0.0.0/8", "2001:db8:1::/48"));

    private String client(String connection, String... forwarded) {
        return proxies.client(Objects.requireNonNull(ClientAddress.parse(connection)), List.of(forwarded))
                .toString();
    }

    @Test
    void believesAProxy() {
        assertThat(client("10.0.0.1", "192.0.2.1")).isEqualTo("192.0.2.1");
    }

    @Test
    void believesNobodyElse() {
        assertThat(client("203.0.113.5", "192.0.2.1")).isEqualTo("203.0.113.5");
        assertThat(new Proxies(List.of())
                        .client(Objects.requireNonNull(ClientAddress.parse("10.0.0.1")), List.of("192.0.2.1")))
                .hasToString("10.0.0.1");
    }

    @Test
    void goesBackThroughProxiesToTheFirstThatIsNone() {
        assertThat(client("10.0.0.1", "192.0.2.1, 10.7.7.7")).isEqualTo("192.0.2.1");
        assertThat(client("10.0.0.1", "192.0.2.1", "10.7.7.7, 2001:db8:1::5")).isEqualTo("192.0.2.1");
    }

    @Test
    void doesNotBelieveWhatAClientHasSaidItself() {
        assertThat(client("10.0.0.1", "127.0.0.1, 198.51.100.1, 192.0.2.1")).isEqualTo("192.0.2.1");
        assertThat(client("10.0.0.1", "127.0.0.1", "192.0.2.1")).isEqualTo("192.0.2.1");
    }

    @Test
    void understandsPorts() {
        assertThat(client("10.0.0.1", "192.0.2.1:4711")).isEqualTo("192.0.2.1");
        assertThat(client("10.0.0.1", "[2001:db8::1]:4711")).isEqualTo("2001:db8:0:0:0:0:0:1");
        assertThat(client("10.0.0.1", "[2001:db8::1]")).isEqualTo("2001:db8:0:0:0:0:0:1");
    }

    @Test
    void staysWithTheProxyWhereNothingSensibleIsSaid() {
        assertThat(client("10.0.0.1")).isEqualTo("10.0.0.1");
        assertThat(client("10.0.0.1", "")).isEqualTo("10.0.0.1");
        assertThat(client("10.0.0.1", "unknown")).isEqualTo("10.0.0.1");
        assertThat(client("10.0.0.1", "192.0.2.1, example.com")).isEqualTo("10.0.0.1");
        assertThat(client("10.0.0.1", "10.0.0.2")).isEqualTo("10.0.0.2");
    }
}
