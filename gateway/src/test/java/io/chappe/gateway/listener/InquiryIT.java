package io.chappe.gateway.listener;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A page whose socket was not opened asks why. */
@Timeout(30)
class InquiryIT {
    private static RunningListener listener;

    @BeforeAll
    static void start() throws Exception {
        listener = RunningListener.plain("", EchoAdapter::new);
    }

    @AfterAll
    static void stop() {
        listener.close();
    }

    @ParameterizedTest
    @CsvSource({
        "Origin: https://app.example.com, 426, upgrade_required",
        "Origin: https://evil.example, 403, forbidden",
        "Origin: null, 403, forbidden",
        "X: no page, 426, upgrade_required",
        // What browsers send to a page's own server.
        "Sec-Fetch-Site: same-origin, 403, forbidden"
    })
    void saysWhetherThePagesOriginMayConnect(String header, int status, String code) throws Exception {
        try (RawSocket socket = RawSocket.connect(listener.port())) {
            // When
            socket.send("GET /echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + header + "\r\n\r\n");

            // Then
            assertThat(socket.head())
                    .startsWith("HTTP/1.1 " + status + " ")
                    .containsIgnoringCase("access-control-allow-origin: *")
                    .containsIgnoringCase("cache-control: no-store")
                    .containsIgnoringCase("content-type: application/json");
            assertThat(socket.rest()).startsWith("{\"code\":\"" + code + "\",\"message\":\"");
        }
    }

    @Test
    void saysWhenToTryAgainWhereTheGatewayIsFull() throws Exception {
        try (RunningListener small = RunningListener.plain("maxSockets: 1", EchoAdapter::new);
                RawSocket first = RawSocket.open(small.port());
                RawSocket second = RawSocket.connect(small.port())) {
            // When
            second.send("GET /echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

            // Then
            assertThat(second.head()).contains(" 503 ").containsIgnoringCase("retry-after: 1");
            assertThat(second.rest()).contains("\"code\":\"unavailable\"", "\"retryAfterMs\":1000");
            assertThat(first.ends(50)).isFalse();
        }
    }
}
