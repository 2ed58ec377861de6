package io.chappe.core.protocol;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.chappe.core.model.RawJson;
import java.util.Arrays;
import java.util.Collection;
import java.util.function.BiConsumer;

/** Appends JSON to an array of bytes, in the order of the calls; commas are its work. */
final class JsonWriter {
    private byte[] bytes;
    private int size;

    JsonWriter(int expectedSize) {
        bytes = new byte[expectedSize];
    }

    /** Begins a message of a type. */
    static JsonWriter message(String type, int expectedSize) {
        return new JsonWriter(expectedSize).open('{').field("type", type);
    }

    /** Begins another message over this one. */
    JsonWriter begin(String type) {
        size = 0;
        return open('{').field("type", type);
    }

    JsonWriter field(String key, String value) {
        return key(key).string(value);
    }

    JsonWriter field(String key, long value) {
        return key(key).decimal(value);
    }

    JsonWriter field(String key, boolean value) {
        return key(key).ascii(Boolean.toString(value));
    }

    JsonWriter field(String key, RawJson value) {
        key(key);
        append(value.array(), value.offset(), value.length());
        return this;
    }

    /** An object under a name that comes from outside. */
    JsonWriter objectOf(String name) {
        comma();
        return string(name).append(':').open('{');
    }

    JsonWriter object(String key) {
        return key(key).open('{');
    }

    <T> JsonWriter array(String key, Collection<T> values, BiConsumer<JsonWriter, T> element) {
        key(key).open('[');
        for (T value : values) {
            comma();
            element.accept(this, value);
        }
        return close(']');
    }

    JsonWriter string(String value) {
        append('"');
        if (isPlain(value)) {
            ascii(value);
        } else {
            byte[] quoted = JsonStringEncoder.getInstance().quoteAsUTF8(value);
            append(quoted, 0, quoted.length);
        }
        return append('"');
    }

    /** Whether it stands in JSON as it is. */
    private static boolean isPlain(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < 0x20 || c > 0x7e || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    JsonWriter open(char bracket) {
        return append(bracket);
    }

    JsonWriter close(char bracket) {
        return append(bracket);
    }

    /** Ends the message. */
    byte[] end() {
        close('}');
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }

    /** What was written, and behind it what there may be of an earlier message. */
    byte[] array() {
        return bytes;
    }

    int size() {
        return size;
    }

    private JsonWriter key(String key) {
        comma();
        return append('"').ascii(key).append('"').append(':');
    }

    private void comma() {
        byte last = bytes[size - 1];
        if (last != '{' && last != '[') {
            append(',');
        }
    }

    private JsonWriter ascii(String value) {
        int length = value.length();
        reserve(length);
        for (int i = 0; i < length; i++) {
            bytes[size + i] = (byte) value.charAt(i);
        }
        size += length;
        return this;
    }

    private JsonWriter decimal(long value) {
        if (value < 0) {
            return ascii(Long.toString(value));
        }
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        reserve(digits);
        size += digits;
        long rest = value;
        for (int at = size - 1; digits > 0; at--, digits--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return this;
    }

    private JsonWriter append(char c) {
        reserve(1);
        bytes[size++] = (byte) c;
        return this;
    }

    private void append(byte[] from, int offset, int length) {
        reserve(length);
        System.arraycopy(from, offset, bytes, size, length);
        size += length;
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
