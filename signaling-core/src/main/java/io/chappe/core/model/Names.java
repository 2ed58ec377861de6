package io.chappe.core.model;

import java.text.Normalizer;

/** The rule for every name that comes from outside: 1 to 128 characters, Unicode NFC, no control characters. */
public final class Names {
    private static final int MAX_LENGTH = 128;

    private Names() {}

    /**
     * Passes a name on if it is one.
     *
     * @param what it names, for the message
     * @throws IllegalArgumentException if it is none
     */
    public static String require(String what, String value) {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(what + " must have 1 to " + MAX_LENGTH + " characters");
        }
        if (!isPlain(value)) {
            requireText(what, value);
        }
        return value;
    }

    /** A loop, because every member of every roster that is read from the wire comes through here. */
    private static boolean isPlain(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < 0x20 || c > 0x7e) {
                return false;
            }
        }
        return true;
    }

    private static void requireText(String what, String value) {
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(what + " must not contain control characters");
        }
        if (!isNormal(value)) {
            throw new IllegalArgumentException(what + " must be well-formed Unicode in normal form C");
        }
    }

    /** A lone surrogate would be lost on the wire, where it has no UTF-8. */
    private static boolean isNormal(String value) {
        return value.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF)
                && Normalizer.isNormalized(value, Normalizer.Form.NFC);
    }
}
