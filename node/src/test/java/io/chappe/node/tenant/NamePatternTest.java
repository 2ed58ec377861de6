package io.chappe.node.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamePatternTest {
    @ParameterizedTest
    @CsvSource({
        "team, team",
        "*, anything",
        "call-*, call-",
        "call-*, call-7",
        "*-7, call-7",
        "a*b*c, aXbYc",
        "a*b*c, abbc",
        "a*, a*",
        "**, x",
        "a.c, a.c"
    })
    void fits(String pattern, String name) {
        assertThat(new NamePattern(pattern).matches(name)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"team, teams", "team, tea", "call-*, call", "*-7, call-71", "a*b*c, aXbY", "a.c, abc", "Team, team"})
    void doesNotFit(String pattern, String name) {
        assertThat(new NamePattern(pattern).matches(name)).isFalse();
    }

    @Test
    void takesNoLongTimeForAnyName() {
        // Given
        NamePattern pattern = new NamePattern("*a".repeat(63) + "*b");

        // When // Then
        Assertions.assertTimeout(
                Duration.ofSeconds(1),
                () -> assertThat(pattern.matches("a".repeat(128))).isFalse());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 129})
    void refusesWhatIsTooLongOrEmpty(int length) {
        assertThatThrownBy(() -> new NamePattern("a".repeat(length))).isInstanceOf(IllegalArgumentException.class);
    }
}
