package io.chappe.core.bus;

import io.chappe.core.model.RawJson;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Reads what {@link WireWriter} wrote; anything else is a {@link WireException}, whatever the bytes. */
public final class WireReader {
    private static final char REPLACEMENT = '\uFFFD';

    private final byte[] bytes;
    private final int limit;
    private int position;
    private int version = WireVersion.newest();

    public WireReader(Buffer buffer) {
        this(buffer.getBytes());
    }

    /** The caller leaves the bytes as they are from now on. */
    public WireReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private WireReader(byte[] bytes, int from, int limit) {
        this.bytes = bytes;
        this.position = from;
        this.limit = limit;
    }

    /** What {@link WireWriter#sized} wrote, as it lies here. */
    WireReader sized() {
        require(Integer.BYTES);
        int length = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            length = length << Byte.SIZE | (bytes[position++] & 0xff);
        }
        if (length < 0 || length > limit - position) {
            throw new WireException("a length of " + length + " with " + (limit - position) + " bytes left");
        }
        WireReader inner = new WireReader(bytes, position, position + length);
        inner.version = version;
        position += length;
        return inner;
    }

    public int octet() {
        require(1);
        return bytes[position++] & 0xff;
    }

    public long number() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int octet = octet();
            value |= (long) (octet & 0x7f) << shift;
            if ((octet & 0x80) == 0) {
                return value;
            }
        }
        throw new WireException("a number of more than 10 bytes");
    }

    public long fixed64() {
        require(8);
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = value << 8 | (bytes[position++] & 0xff);
        }
        return value;
    }

    /** How many of something there are. */
    public int count() {
        long count = number();
        if (count < 0 || count > Integer.MAX_VALUE) {
            throw new WireException("a count of " + count);
        }
        return (int) count;
    }

    public String text() {
        int length = length();
        String value = new String(bytes, position, length, StandardCharsets.UTF_8);
        if (value.indexOf(REPLACEMENT) >= 0) {
            requireUtf8(value, length);
        }
        position += length;
        return value;
    }

    /** A slice of the bytes that were read, not a copy. */
    public RawJson json() {
        int length = length();
        RawJson value = new RawJson(bytes, position, length);
        position += length;
        return value;
    }

    /** What {@link WireWriter#block} wrote; what is not read of it is skipped. */
    public WireReader block() {
        return new WireReader(bytes());
    }

    /** A copy of what {@link WireWriter#block} wrote. */
    public byte[] bytes() {
        int length = length();
        byte[] inner = Arrays.copyOfRange(bytes, position, position + length);
        position += length;
        return inner;
    }

    public boolean isAtEnd() {
        return position == limit;
    }

    public <T> List<T> list(Function<WireReader, T> element) {
        int count = length();
        List<T> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(element.apply(this));
        }
        return values;
    }

    /** A message of a newer version may end with fields that are not known here, one of an older version without some. */
    void writtenIn(int wireVersion) {
        version = wireVersion;
    }

    /** Whether what came with a version is there. */
    boolean isSince(int wireVersion) {
        return version >= wireVersion;
    }

    /** Nothing else may follow a message. */
    void end() {
        if (position < limit && version <= WireVersion.newest()) {
            throw new WireException((limit - position) + " bytes after the end of the message");
        }
    }

    /** A JDK puts the replacement character where bytes are no UTF-8; two names could become one. */
    private void requireUtf8(String value, int length) {
        byte[] again = value.getBytes(StandardCharsets.UTF_8);
        if (!Arrays.equals(again, 0, again.length, bytes, position, position + length)) {
            throw new WireException("a text that is not UTF-8");
        }
    }

    /** A length or count can't be more than what is left: no element is shorter than a byte. */
    private int length() {
        long length = number();
        if (length < 0 || length > limit - position) {
            throw new WireException("a length of " + length + " with " + (limit - position) + " bytes left");
        }
        return (int) length;
    }

    private void require(int more) {
        if (limit - position < more) {
            throw new WireException("cut off after " + limit + " bytes");
        }
    }
}
