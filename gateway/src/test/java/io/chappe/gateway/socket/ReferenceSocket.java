package io.chappe.gateway.socket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Sections 5 and 7 of RFC 6455 and the limits once more, read from a stream that is all here, with no thought of speed. */
final class ReferenceSocket {
    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    /** The messages, and what the server says. */
    final List<String> heard = new ArrayList<>();

    final List<String> said = new ArrayList<>();

    /** Whether a header is cut off: when a bad one is refused, the RFC leaves open. */
    boolean isUndecided;

    private final SocketLimits limits;
    private final ByteBuffer stream;

    /** Opcode of the message that is not whole yet, or 0 for none. */
    private int message;

    private int fragments;
    private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();
    private boolean isOpen = true;

    ReferenceSocket(byte[] stream, SocketLimits limits) {
        this.limits = limits;
        this.stream = ByteBuffer.wrap(stream);
        while (isOpen && this.stream.hasRemaining()) {
            frame();
        }
    }

    private void close(int code) {
        said.add("close " + code);
        isOpen = false;
    }

    private void frame() {
        int second = stream.remaining() < 2 ? 0 : stream.get(stream.position() + 1) & 0xFF;
        int lengthBytes = (second & 0x7F) == 127 ? 8 : (second & 0x7F) == 126 ? 2 : 0;
        if (stream.remaining() < 2 + lengthBytes + 4) {
            isUndecided = true;
            isOpen = false;
            return;
        }
        int first = stream.getShort() >> 8 & 0xFF;
        long length = lengthBytes == 8 ? stream.getLong() : lengthBytes == 2 ? stream.getChar() : second & 0x7F;
        long least = lengthBytes == 8 ? 0x1_0000 : lengthBytes == 2 ? 126 : 0;
        if (isBad(first, second) || length < least) {
            close(1002);
        } else if (length > limits.maxFrameBytes()) {
            close(1009);
        } else {
            payload(first, (int) length);
        }
    }

    private boolean isBad(int first, int second) {
        int opcode = first & 0x0F;
        boolean isFinal = first >= 0x80;
        if ((first & 0x70) != 0 || second < 0x80) {
            return true;
        }
        if (opcode >= CLOSE) {
            return opcode > PONG || !isFinal || (second & 0x7F) > 125;
        }
        return opcode > 2 || (opcode == CONTINUATION) != (message != 0);
    }

    private void payload(int first, int length) {
        byte[] mask = new byte[4];
        stream.get(mask);
        byte[] payload = new byte[Math.min(length, stream.remaining())];
        stream.get(payload);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i % 4];
        }
        boolean isWhole = payload.length == length;
        int opcode = first & 0x0F;
        if (opcode < CLOSE) {
            data(first >= 0x80, opcode, payload, isWhole);
        } else if (opcode == CLOSE && length == 1) {
            close(1002);
        } else if (isWhole && opcode == CLOSE) {
            closeFrame(payload);
        } else if (isWhole && opcode == PING) {
            said.add("pong " + HexFormat.of().formatHex(payload));
        }
    }

    private void data(boolean isFinal, int opcode, byte[] payload, boolean isWhole) {
        boolean isAlone = isFinal && opcode != CONTINUATION;
        message = opcode == CONTINUATION ? message : opcode;
        gathered.writeBytes(payload);
        fragments++;
        byte[] bytes = gathered.toByteArray();
        if (message == TEXT && !isUtf8(bytes, isFinal && isWhole)) {
            close(1007);
        } else if (!isWhole) {
            isOpen = false;
        } else if (!isAlone && (fragments > limits.maxFragments() || bytes.length > limits.maxMessageBytes())) {
            close(1009);
        } else if (isFinal) {
            heard.add((message == TEXT ? "text " : "binary ") + HexFormat.of().formatHex(bytes));
            message = 0;
            fragments = 0;
            gathered.reset();
        }
    }

    private void closeFrame(byte[] payload) {
        if (payload.length == 0) {
            said.add("close");
            isOpen = false;
            return;
        }
        int code = ByteBuffer.wrap(payload).getChar();
        boolean isDefined = (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || code >= 3000;
        if (!isDefined) {
            close(1002);
        } else if (!isUtf8(Arrays.copyOfRange(payload, 2, payload.length), true)) {
            close(1007);
        } else {
            close(code > 4999 ? 1002 : code);
        }
    }

    /** Whether bytes are UTF-8, or may become it by one of these ends. */
    private static boolean isUtf8(byte[] bytes, boolean isAll) {
        return Stream.of("", "80", "8080", "a080", "808080", "908080")
                .limit(isAll ? 1 : Long.MAX_VALUE)
                .anyMatch(end ->
                        isUtf8(Unpooled.wrappedBuffer(bytes, HexFormat.of().parseHex(end))));
    }

    /** As the JDK has it, which looks at whole characters only. */
    private static boolean isUtf8(ByteBuf bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(bytes.nioBuffer());
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
