package io.chappe.gateway.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chappe.gateway.socket.ClientAddress;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,      10.255.0.1,      true",
        "10.0.0.0/8,      11.0.0.1,        false",
        "10.1.128.0/17,   10.1.128.1,      true",
        "10.1.128.0/17,   10.1.127.255,    false",
        "192.0.2.7,       192.0.2.7,       true",
        "192.0.2.7,       192.0.2.8,       false",
        "192.0.2.7/32,    192.0.2.6,       false",
        "192.0.2.6/31,    192.0.2.7,       true",
        "0.0.0.0/0,       203.0.113.9,     true",
        "0.0.0.0/0,       ::1,             false",
        "fd00::/8,        fdff::1,         true",
        "fd00::/8,        fe00::1,         false",
        "2001:db8::/33,   2001:db8:7fff::, true",
        "2001:db8::/33,   2001:db8:8000::, false",
        "10.0.0.0/8,      ::ffff:10.0.0.1, true",
    })
    void hasTheAddressesThatBeginLikeIt(String range, String address, boolean expected) {
        assertThat(AddressRange.parse(range)
                        .contains(Objects.requireNonNull(ClientAddress.parse(address))
                                .address()))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/x",
                "10/8",
                "proxy.example.com",
                "::/129"
            })
    void saysWhatItWants(String range) {
        // When
        assertThatThrownBy(() -> AddressRange.parse(range))
                // Then
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + range + "' must be an address, or a range such as 10.0.0.0/8 or fd00::/8");
    }
}
