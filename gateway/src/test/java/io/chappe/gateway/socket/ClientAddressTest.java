package io.chappe.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {
    private static ClientAddress address(String text) {
        return Objects.requireNonNull(ClientAddress.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "localhost",
                "example.com",
                "a",
                "g::1",
                "1.2.3",
                "1.2.3.256",
                "1.2.3.4.5",
                "0x7f.1",
                "1.2.3.4:80",
                "::1::",
                "-"
            })
    void takesNothingForAnAddressThatIsNone(String text) {
        assertThat(ClientAddress.parse(text)).isNull();
    }

    @Test
    void isOneNetworkForAllThatACustomerMayComeFrom() {
        assertThat(address("2001:db8::1").network())
                .isEqualTo(address("2001:db8:0:0:ffff::2").network())
                .isNotEqualTo(address("2001:db8:0:1::1").network());
        assertThat(address("192.0.2.1").network())
                .isNotEqualTo(address("192.0.2.2").network());
    }

    @Test
    void isTheSameInBothNotations() {
        assertThat(address("::ffff:192.0.2.1")).isEqualTo(address("192.0.2.1"));
    }

    @Test
    void isShownAsAnAddress() {
        assertThat(address("192.0.2.1")).hasToString("192.0.2.1");
    }
}
