package io.chappe.gateway.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.node.config.ConfigLoader;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What one address may have of a gateway, directly and through a proxy of ours. */
@Timeout(30)
class AddressLimitsIT {
    private static RunningListener behindProxy(String limits) throws Exception {
        ListenerConfig config = ConfigLoader.parse(
                ListenerConfig.class, "{host: 127.0.0.1, port: 0, tls: false, proxies: [127.0.0.0/8]}");
        return RunningListener.start(config, limits, EchoAdapter::new);
    }

    private static String from(String client) {
        return "X-Forwarded-For: " + client;
    }

    @Test
    void givesAnAddressSoManySockets() throws Exception {
        try (RunningListener listener = behindProxy("maxSocketsPerAddress: 1");
                RawSocket first = RawSocket.connect(listener.port());
                RawSocket second = RawSocket.connect(listener.port());
                RawSocket neighbour = RawSocket.connect(listener.port())) {
            // Given
            first.upgrade("/echo", from("192.0.2.1"));

            // When
            String head = second.upgrade("/echo", from("192.0.2.1"));

            // Then
            assertThat(head).contains(" 429 ").containsIgnoringCase("retry-after: 1");
            assertThat(second.rest()).contains("Too many sockets are open from this address");
            assertThat(neighbour.upgrade("/echo", from("192.0.2.2"))).contains(" 101 ");
            listener.awaitCount(1, "chappe.handshakes.refused", "reason", "address");
        }
    }

    @Test
    void givesTheSocketOfOneThatIsClosedToTheNext() throws Exception {
        try (RunningListener listener = behindProxy("maxSocketsPerAddress: 1")) {
            // Given
            try (RawSocket first = RawSocket.connect(listener.port())) {
                first.upgrade("/echo", from("2001:db8::1"));
            }

            // When
            String head = head(listener, from("2001:db8::2"));

            // Then
            assertThat(head).contains(" 101 ");
        }
    }

    /** The gateway may not have seen yet that the other one is gone. */
    private static String head(RunningListener listener, String from) throws Exception {
        String head = "";
        for (int i = 0; i < 100 && !head.contains(" 101 "); i++) {
            TimeUnit.MILLISECONDS.sleep(50);
            try (RawSocket next = RawSocket.connect(listener.port())) {
                head = next.upgrade("/echo", from);
            }
        }
        return head;
    }

    @Test
    void letsAnAddressOpenSoManyASecond() throws Exception {
        try (RunningListener listener = behindProxy("maxConnectsPerAddress: 1");
                RawSocket first = RawSocket.connect(listener.port());
                RawSocket second = RawSocket.connect(listener.port());
                RawSocket neighbour = RawSocket.connect(listener.port())) {
            // Given
            first.upgrade("/echo", from("192.0.2.1"));

            // When
            String head = second.upgrade("/echo", from("192.0.2.1"));

            // Then
            assertThat(head).contains(" 429 ");
            assertThat(neighbour.upgrade("/echo", from("192.0.2.2"))).contains(" 101 ");
            assertThat(head(listener, from("192.0.2.1"))).contains(" 101 ");
        }
    }

    @Test
    void tellsAPageThatAsksWhy() throws Exception {
        try (RunningListener listener = behindProxy("maxSocketsPerAddress: 1");
                RawSocket first = RawSocket.open(listener.port());
                RawSocket page = RawSocket.connect(listener.port())) {
            // When
            page.send("GET /echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

            // Then
            assertThat(page.head()).contains(" 429 ");
            assertThat(page.rest()).contains("\"code\":\"rate_limited\"", "\"retryAfterMs\":1000");
            assertThat(first.ends(50)).isFalse();
        }
    }

    @Test
    void believesNoClientWhereItIs() throws Exception {
        try (RunningListener listener = RunningListener.plain("maxSocketsPerAddress: 1", EchoAdapter::new);
                RawSocket first = RawSocket.connect(listener.port());
                RawSocket second = RawSocket.connect(listener.port())) {
            // Given
            first.upgrade("/echo", from("192.0.2.1"));

            // When
            String head = second.upgrade("/echo", from("192.0.2.2"));

            // Then
            assertThat(head).contains(" 429 ");
        }
    }
}
