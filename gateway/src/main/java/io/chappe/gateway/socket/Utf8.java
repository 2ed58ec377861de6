package io.chappe.gateway.socket;

/** Checks UTF-8 (RFC 3629) byte by byte, so that bad text is refused at its first bad byte. */
final class Utf8 {
    private static final int FIRST_CONTINUATION = 0x80;
    private static final int LAST_CONTINUATION = 0xBF;

    /** Continuation bytes to come; the next one must be from least to most. */
    private int left;

    private int least = FIRST_CONTINUATION;
    private int most = LAST_CONTINUATION;

    /** Whether a whole text is UTF-8. */
    static boolean isValid(byte[] text) {
        Utf8 validator = new Utf8();
        for (byte next : text) {
            if (!validator.accepts(next)) {
                return false;
            }
        }
        return validator.isComplete();
    }

    /** Returns whether the byte may stand here. */
    boolean accepts(byte next) {
        int value = next & 0xFF;
        if (left > 0) {
            boolean good = least <= value && value <= most;
            left--;
            least = FIRST_CONTINUATION;
            most = LAST_CONTINUATION;
            return good;
        }
        return value < 0x80 || begins(value);
    }

    /** What a first byte says of the second keeps out overlong forms, surrogates and what is above U+10FFFF. */
    private boolean begins(int value) {
        if (value < 0xC2 || value > 0xF4) {
            return false;
        }
        left = value < 0xE0 ? 1 : value < 0xF0 ? 2 : 3;
        switch (value) {
            case 0xE0 -> least = 0xA0;
            case 0xED -> most = 0x9F;
            case 0xF0 -> least = 0x90;
            case 0xF4 -> most = 0x8F;
            default -> {
                // Any continuation byte may follow.
            }
        }
        return true;
    }

    /** Whether no character is unfinished. */
    boolean isComplete() {
        return left == 0;
    }
}
