package io.chappe.core.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Goes through a JSON text (RFC 8259) word by word: strings, numbers, and what stands between them. */
class JsonScanner {
    private static final int MAX_DIGITS = 100;
    private static final int DIGITS_OF_ANY_LONG = 18;

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101_0101_0101_0101L;
    private static final long HIGHEST_BITS = EACH << 7;

    /** What is no JSON, and where. */
    static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1;

        MalformedException(String what, int at) {
            super(what + " at byte " + at, null, false, false);
        }
    }

    private final byte[] json;
    private int at;

    /** The last string, without its quotes. */
    private int stringStart;

    private int stringEnd;
    private boolean escaped;

    JsonScanner(byte[] utf8) {
        this.json = utf8;
    }

    /** Where the next thing begins, or what was read last ends. */
    final int position() {
        return at;
    }

    /** The next byte that is no space; 0 at the end. */
    final byte peek() {
        for (; at < json.length; at++) {
            byte next = json[at];
            if (next != ' ' && next != '\n' && next != '\r' && next != '\t') {
                return next;
            }
        }
        return 0;
    }

    /** Passes over the byte that {@link #peek} has seen. */
    final void advance() {
        at++;
    }

    /** Reads one sign. */
    final void expect(char wanted) throws MalformedException {
        if (peek() != wanted) {
            throw unexpected("'" + wanted + "'");
        }
        at++;
    }

    /** Whether the key that was read last is this one, of ASCII. */
    final boolean keyIs(String name) {
        if (escaped) {
            return lastString().equals(name);
        }
        int length = stringEnd - stringStart;
        if (length != name.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (json[stringStart + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The key or string that was read last. */
    final String lastString() {
        String raw = new String(json, stringStart, stringEnd - stringStart, StandardCharsets.UTF_8);
        return escaped ? JsonEscapes.resolve(raw) : raw;
    }

    /** Reads a number that comes next; null if it is no integer, or not one of 64 bits. */
    final @Nullable Long integer() throws MalformedException {
        int start = at;
        boolean integral = scanNumber();
        if (!integral) {
            return null;
        }
        if (at - start > DIGITS_OF_ANY_LONG) {
            return large(new String(json, start, at - start, StandardCharsets.ISO_8859_1));
        }
        boolean negative = json[start] == '-';
        long value = 0;
        for (int i = negative ? start + 1 : start; i < at; i++) {
            value = value * 10 + (json[i] - '0');
        }
        return negative ? -value : value;
    }

    private static @Nullable Long large(String digits) {
        try {
            return Long.valueOf(digits);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Reads {@code true}, {@code false} or {@code null}. */
    final void scanLiteral(String word) throws MalformedException {
        for (int i = 0; i < word.length(); i++) {
            if (at == json.length || json[at] != word.charAt(i)) {
                throw unexpected(word);
            }
            at++;
        }
    }

    /** Reads a number; returns whether it has neither fraction nor exponent. */
    final boolean scanNumber() throws MalformedException {
        int start = at;
        skipIf('-');
        if (!skipIf('0')) {
            scanDigits();
        }
        int integer = at;
        if (skipIf('.')) {
            scanDigits();
        }
        if (skipIf('e') || skipIf('E')) {
            if (!skipIf('+')) {
                skipIf('-');
            }
            scanDigits();
        }
        if (at - start > MAX_DIGITS) {
            throw new MalformedException("a number of more than " + MAX_DIGITS + " characters", start);
        }
        return at == integer;
    }

    private boolean skipIf(char wanted) {
        boolean there = at < json.length && json[at] == wanted;
        at += there ? 1 : 0;
        return there;
    }

    private void scanDigits() throws MalformedException {
        int start = at;
        while (at < json.length && json[at] >= '0' && json[at] <= '9') {
            at++;
        }
        if (at == start) {
            throw unexpected("a value");
        }
    }

    /** Reads a key or string, for {@link #lastString}. */
    final void scanString() throws MalformedException {
        stringStart = ++at;
        escaped = false;
        while (true) {
            scanPlain();
            if (at == json.length) {
                throw unexpected("the end of a string");
            }
            byte next = json[at++];
            if (next == '"') {
                stringEnd = at - 1;
                return;
            }
            if (next != '\\') {
                throw new MalformedException("a control character in a string", at - 1);
            }
            escaped = true;
            scanEscape();
        }
    }

    /** Goes to the next quote, backslash or control character, eight bytes at a time as long as they have none. */
    private void scanPlain() {
        while (at <= json.length - Long.BYTES && isPlain((long) EIGHT_BYTES.get(json, at))) {
            at += Long.BYTES;
        }
        while (at < json.length) {
            byte next = json[at];
            if (next == '"' || next == '\\' || (next >= 0 && next < ' ')) {
                return;
            }
            at++;
        }
    }

    /** What is below a value borrows from its highest bit (Henry S. Warren, "Hacker's Delight", 6-1). */
    private static boolean isPlain(long bytes) {
        long quotes = bytes ^ ('"' * EACH);
        long backslashes = bytes ^ ('\\' * EACH);
        long special =
                ((quotes - EACH) & ~quotes) | ((backslashes - EACH) & ~backslashes) | ((bytes - ' ' * EACH) & ~bytes);
        return (special & HIGHEST_BITS) == 0;
    }

    private void scanEscape() throws MalformedException {
        byte kind = at < json.length ? json[at] : 0;
        if (kind != 'u') {
            if (kind == 0 || "\"\\/bfnrt".indexOf(kind) < 0) {
                throw unexpected("an escape");
            }
            at++;
            return;
        }
        at++;
        for (int i = 0; i < 4; i++, at++) {
            if (at == json.length || Character.digit(json[at], 16) < 0) {
                throw unexpected("four hexadecimal digits");
            }
        }
    }

    final MalformedException unexpected(String wanted) {
        return new MalformedException(
                at == json.length ? "it ends where " + wanted + " should be" : wanted + " should be", at);
    }
}
