package io.chappe.gateway.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {
    @ParameterizedTest
    @CsvSource({
        "https://app.example.com, https://app.example.com",
        "https://app.example.com, https://APP.example.com",
        "https://app.example.com:443, https://app.example.com",
        "https://app.example.com, https://app.example.com:443",
        "https://*.example.com, https://a.example.com",
        "https://localhost:*, https://localhost:8443",
        "https://localhost:*, https://localhost",
        "http://[::1]:*, http://[::1]:8080",
        "app://demo, app://demo"
    })
    void allows(String rule, String origin) {
        // When
        boolean allowed = Origins.of(List.of(rule)).test(origin);

        // Then
        assertThat(allowed).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "https://app.example.com, http://app.example.com",
        "https://app.example.com, https://app.example.com:8443",
        "https://app.example.com, https://app.example.com.evil.com",
        "https://app.example.com, https://evil.com/app.example.com",
        "https://*.example.com, https://example.com",
        "https://*.example.com, https://a.b.example.com",
        "https://*.example.com, https://.example.com",
        "https://*.example.com, https://*.example.com",
        "https://*.example.com, https://evil.com#.example.com",
        "https://*.example.com, https://evil.com?.example.com",
        "https://localhost:*, https://localhost.evil.com:8443",
        "https://localhost:*, https://localhost:*",
        "https://app.example.com, null",
        "https://app.example.com, ''"
    })
    void refuses(String rule, String origin) {
        // When
        boolean allowed = Origins.of(List.of(rule)).test(origin);

        // Then
        assertThat(allowed).isFalse();
    }

    @Test
    void allowsNobodyWithoutARule() {
        // When
        boolean allowed = Origins.of(List.of()).test("https://localhost");

        // Then
        assertThat(allowed).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "https://*",
                "https://*.*",
                "example.com",
                "https://a*.example.com",
                "https://a.example.com/",
                "null",
                ""
            })
    void saysWhatARuleMustLookLike(String rule) {
        // When
        assertThatThrownBy(() -> Origins.of(List.of(rule)))
                // Then
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("origin '" + rule + "'");
    }
}
