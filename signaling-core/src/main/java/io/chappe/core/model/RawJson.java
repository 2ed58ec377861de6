package io.chappe.core.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One well-formed JSON value as the bytes it came in, never built into a tree. A slice of a larger array that nobody
 * changes; {@link #compact} where it is kept longer than the frame around it.
 */
public final class RawJson {
    public static final RawJson NULL = of("null");

    private final byte[] array;
    private final int offset;
    private final int length;

    /** The caller has proven that the slice is one JSON value in UTF-8. */
    public RawJson(byte[] array, int offset, int length) {
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    public static RawJson of(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return new RawJson(bytes, 0, bytes.length);
    }

    public byte[] array() {
        return array;
    }

    public int offset() {
        return offset;
    }

    public int length() {
        return length;
    }

    /** The same value in an array of its own size. */
    public RawJson compact() {
        return array.length == length
                ? this
                : new RawJson(Arrays.copyOfRange(array, offset, offset + length), 0, length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RawJson that
                && Arrays.equals(array, offset, offset + length, that.array, that.offset, that.offset + that.length);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + array[i];
        }
        return hash;
    }

    /** The size alone: what peers say to each other is not for logs. */
    @Override
    public String toString() {
        return length + " bytes of JSON";
    }

    public String asString() {
        return new String(array, offset, length, StandardCharsets.UTF_8);
    }
}
