package io.chappe.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NamesTest {
    static Stream<String> names() {
        return Stream.of(
                "a", "a room with spaces", "x".repeat(128), "é", "漢字", "🗼", "\u05d0", "../../etc", "a:b|c", "\u00a0");
    }

    static Stream<String> noNames() {
        return Stream.of(
                "",
                "x".repeat(129),
                "line\nbreak",
                "nul\0",
                "\u007f",
                "\u0085",
                "\u001b[31m",
                "e\u0301", // not NFC
                "\ud83d", // half of a pair
                "\udffc\ud83d",
                "ok\ud83d!");
    }

    @ParameterizedTest
    @MethodSource("names")
    void aNameStaysAsItIs(String value) {
        // When
        String required = Names.require("a room", value);

        // Then
        assertThat(required).isEqualTo(value);
    }

    @ParameterizedTest
    @MethodSource("noNames")
    void whatIsNoNameIsRefusedInWordsThatDoNotRepeatIt(String value) {
        // Then
        assertThatThrownBy(() -> Names.require("a room", value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a room must")
                .satisfies(
                        e -> assertThat(String.valueOf(e.getMessage()).chars()).noneMatch(Character::isISOControl));
    }
}
