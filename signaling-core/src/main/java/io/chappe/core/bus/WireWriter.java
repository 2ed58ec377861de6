package io.chappe.core.bus;

import io.chappe.core.model.RawJson;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Writes what travels between nodes: unsigned LEB128 numbers, and bytes behind their length. */
public final class WireWriter {
    private byte[] bytes;
    private int size;
    private int version = WireVersion.newest();

    public WireWriter(int expectedSize) {
        bytes = new byte[expectedSize];
    }

    /** A message for a node of an older build leaves out what that does not know. */
    WireWriter writtenIn(int wireVersion) {
        version = wireVersion;
        return this;
    }

    /** Whether what came with a version is to be written. */
    boolean isSince(int wireVersion) {
        return version >= wireVersion;
    }

    public WireWriter octet(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
        return this;
    }

    /** Small positive numbers are short. */
    public WireWriter number(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
        return this;
    }

    /** For random numbers, which are never small. */
    public WireWriter fixed64(long value) {
        reserve(8);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
        return this;
    }

    public WireWriter text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        return block(utf8, 0, utf8.length);
    }

    public WireWriter json(RawJson value) {
        return block(value.array(), value.offset(), value.length());
    }

    /** Bytes behind their length: a reader that does not know the last fields in them skips those. */
    public WireWriter block(byte[] inner) {
        return block(inner, 0, inner.length);
    }

    /** Bytes behind their length that are written by others: a reader that does not know all of them skips the rest. */
    WireWriter sized(Consumer<WireWriter> inner) {
        reserve(Integer.BYTES);
        int at = size;
        size += Integer.BYTES;
        inner.accept(this);
        int length = size - at - Integer.BYTES;
        for (int i = Integer.BYTES - 1; i >= 0; i--) {
            bytes[at + i] = (byte) length;
            length >>>= Byte.SIZE;
        }
        return this;
    }

    public <T> WireWriter list(Collection<T> values, BiConsumer<WireWriter, T> element) {
        number(values.size());
        values.forEach(value -> element.accept(this, value));
        return this;
    }

    public Buffer toBuffer() {
        return Buffer.buffer(toBytes());
    }

    public byte[] toBytes() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }

    private WireWriter block(byte[] from, int offset, int length) {
        number(length);
        reserve(length);
        System.arraycopy(from, offset, bytes, size, length);
        size += length;
        return this;
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
