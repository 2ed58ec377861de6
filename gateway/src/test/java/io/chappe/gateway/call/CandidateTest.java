package io.chappe.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.model.RawJson;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CandidateTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                candidate:1 1 udp 2122260223 192.0.2.1 50001 typ host generation 0            | host udp
                candidate:2 1 UDP 1686052607 198.51.100.1 50001 typ srflx raddr 192.0.2.1     | srflx udp
                candidate:3 1 tcp 1518280447 192.0.2.1 9 typ host tcptype active              | host tcp
                candidate:4 1 udp 41885439 203.0.113.5 60000 typ relay raddr 0.0.0.0 rport 0  | relay udp
                candidate:5 1 TCP 1 203.0.113.5 60000 typ prflx                               | prflx tcp
                candidate:5 1 udp 1 203.0.113.5 60000 typ stranger                            | unknown
                null                                                                          | end
                """)
    void itsTypeAndProtocolAreTold(String line, String expected) {
        // When
        String described =
                Candidate.describe(RawJson.of("{\"candidate\":{\"candidate\":\"" + line + "\",\"sdpMLineIndex\":0}}"));

        // Then
        assertThat(described).isEqualTo(expected);
    }
}
