package io.chappe.core.model;

import java.text.Normalizer;

/** The rule for every name that comes from outside: 1 to 128 characters, Unicode NFC, no control characters. */
final class Names {
    private static final int MAX_LENGTH = 128;

    private Names() {}

    static String require(String what, String value) {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(what + " must have 1 to " + MAX_LENGTH + " characters");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(what + " must not contain control characters");
        }
        if (!isAscii(value) && !isNormal(value)) {
            throw new IllegalArgumentException(what + " must be well-formed Unicode in normal form C");
        }
        return value;
    }

    private static boolean isAscii(String value) {
        return value.chars().allMatch(c -> c < 0x80);
    }

    /** A lone surrogate would be lost on the wire, where it has no UTF-8. */
    private static boolean isNormal(String value) {
        return value.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF)
                && Normalizer.isNormalized(value, Normalizer.Form.NFC);
    }
}
