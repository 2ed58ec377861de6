package io.chappe.node.config;

import java.time.Duration;

/**
 * The checks that configuration records make of themselves, in their compact constructors. Each throws an
 * {@link IllegalArgumentException} with a sentence that starts with the component's name; {@link ConfigLoader} adds
 * where the value came from.
 */
public final class Require {
    private Require() {}

    public static void that(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }

    public static void text(String name, String value) {
        that(!value.isBlank(), name + " must not be empty");
    }

    public static void range(String name, long value, long least, long most) {
        that(least <= value && value <= most, "%s must be %d to %d, it is %d".formatted(name, least, most, value));
    }

    /** A port to listen on, where 0 takes a free one. */
    public static void port(String name, int value) {
        range(name, value, 0, 65_535);
    }

    /** A port that others must know beforehand. */
    public static void fixedPort(String name, int value) {
        range(name, value, 1, 65_535);
    }

    public static void positive(String name, Duration value) {
        that(value.compareTo(Duration.ZERO) > 0, name + " must be longer than 0");
    }

    public static void wholeSeconds(String name, Duration value) {
        positive(name, value);
        that(value.toNanosPart() == 0 && value.toSeconds() > 0, name + " must be whole seconds");
    }
}
