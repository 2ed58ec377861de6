package io.chappe.core.protocol;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.chappe.core.model.RawJson;
import java.nio.charset.StandardCharsets;
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

    JsonWriter field(String key, String value) {
        return key(key).string(value);
    }

    JsonWriter field(String key, long value) {
        return key(key).ascii(Long.toString(value));
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
        byte[] quoted = JsonStringEncoder.getInstance().quoteAsUTF8(value);
        append(quoted, 0, quoted.length);
        return append('"');
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
        byte[] ascii = value.getBytes(StandardCharsets.ISO_8859_1);
        append(ascii, 0, ascii.length);
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
