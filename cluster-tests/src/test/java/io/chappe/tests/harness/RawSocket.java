package io.chappe.tests.harness;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A WebSocket client that sends whatever bytes a test wants, well-formed or not (RFC 6455). */
public final class RawSocket implements AutoCloseable {
    public static final int CONTINUATION = 0x0;
    public static final int TEXT = 0x1;
    public static final int BINARY = 0x2;
    public static final int CLOSE = 0x8;
    public static final int PING = 0x9;
    public static final int PONG = 0xa;
    public static final int FIN = 0x80;
    private static final int MASKED = 0x80;
    private static final byte[] MASK = {1, 2, 3, 4};
    /** Longer than the resume windows after which a test waits for somebody to be gone. */
    private static final int READ_LIMIT_MS = 40_000;

    private static final String HERE = "127.0.0.1";
    private static final String PROTOCOL = "Sec-WebSocket-Protocol: chappe.v1.json\r\n";

    private final Socket socket;
    private final DataInputStream in;
    /** What a close frame does not say, the message before it may. */
    private String last = "none";

    private RawSocket(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(READ_LIMIT_MS);
        socket.setTcpNoDelay(true);
        this.in = new DataInputStream(socket.getInputStream());
    }

    /** What a server's close frame says; code 1006 where the connection ended without one, 1005 for one without a code. */
    public record Close(int code, String reason) {}

    /** Connects and asks for the native protocol. */
    public static RawSocket open(int plainPort) {
        return open(plainPort, 0);
    }

    /**
     * @param receiveBuffer of the kernel in bytes, small for a reader that is to be slow; 0 for the usual
     */
    public static RawSocket open(int plainPort, int receiveBuffer) {
        return open(plainPort, receiveBuffer, HERE, PROTOCOL);
    }

    /**
     * @param address of this machine, such as 127.0.0.2, from which it connects
     */
    public static RawSocket openFrom(String address, int plainPort) {
        return open(plainPort, 0, address, PROTOCOL);
    }

    /**
     * @param headers more lines of the handshake, the subprotocols among them
     */
    public static RawSocket open(int plainPort, String headers) {
        return open(plainPort, 0, HERE, headers);
    }

    private static RawSocket open(int plainPort, int receiveBuffer, String address, String headers) {
        try {
            Socket socket = new Socket();
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.bind(new InetSocketAddress(address, 0));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), plainPort), 5_000);
            RawSocket raw = new RawSocket(socket);
            String status = raw.handshake("localhost:" + plainPort, headers);
            if (!status.contains(" 101 ")) {
                throw new AssertionError("no upgrade: " + status);
            }
            return raw;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Over an open connection of any kind, with more header lines. Returns the whole head of the answer. */
    public static String handshake(Socket socket, String host, String headers) {
        try {
            return new RawSocket(socket).handshake(host, headers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String handshake(String host, String headers) throws IOException {
        socket.getOutputStream()
                .write(("GET /v1/signal HTTP/1.1\r\nHost: " + host
                                + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + headers + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    /**
     * From now on the kernel takes more for it.
     *
     * @param receiveBuffer in bytes
     */
    public void widen(int receiveBuffer) {
        try {
            socket.setReceiveBufferSize(receiveBuffer);
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens a session. */
    public RawSocket hello(String tenant, String peer) {
        text(new JsonObject()
                .put("type", "hello")
                .put("tenant", tenant)
                .put("peer", peer)
                .encode());
        JsonObject welcome = read();
        if (!"welcome".equals(welcome.getString("type"))) {
            throw new AssertionError("no welcome: " + welcome);
        }
        return this;
    }

    public void text(String message) {
        frame(FIN | TEXT, message.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @param first octet of the frame: FIN, reserved bits and opcode
     */
    public void frame(int first, byte[] payload) {
        bytes(encode(first, payload));
    }

    /** A masked frame. */
    public static byte[] encode(int first, byte[] payload) {
        byte[] masked = payload.clone();
        for (int i = 0; i < masked.length; i++) {
            masked[i] ^= MASK[i % MASK.length];
        }
        return concat(header(first, MASKED, payload.length), MASK, masked);
    }

    /** As a server would send it. */
    public void unmaskedFrame(int first, byte[] payload) {
        bytes(concat(header(first, 0, payload.length), payload));
    }

    private static byte[] header(int first, int mask, int length) {
        if (length < 126) {
            return new byte[] {(byte) first, (byte) (mask | length)};
        }
        if (length < 1 << 16) {
            return new byte[] {(byte) first, (byte) (mask | 126), (byte) (length >> 8), (byte) length};
        }
        return new byte[] {
            (byte) first,
            (byte) (mask | 127),
            0,
            0,
            0,
            0,
            (byte) (length >> 24),
            (byte) (length >> 16),
            (byte) (length >> 8),
            (byte) length
        };
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }

    /** Sends bytes as they are. A server that has closed meanwhile is no failure: what it said is still to be read. */
    public void bytes(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (SocketException e) {
            if (socket.isClosed()) {
                throw new UncheckedIOException(e);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next text message. */
    public JsonObject read() {
        Object next = next();
        if (next instanceof String text) {
            last = text;
            return new JsonObject(text);
        }
        throw new AssertionError("expected a message, got " + next + " after " + last);
    }

    /** The next message of a type; those before it are left out. */
    public JsonObject read(String type) {
        JsonObject message = read();
        while (!message.getString("type").equals(type)) {
            message = read();
        }
        return message;
    }

    /** Skips messages until the server closes. */
    public Close readClose() {
        Object next = next();
        while (!(next instanceof Close)) {
            next = next();
        }
        return (Close) next;
    }

    /** A text message as String, or a {@link Close}; pings and pongs are skipped. */
    public Object next() {
        try {
            while (true) {
                int first = in.readUnsignedByte();
                byte[] payload = in.readNBytes(length());
                switch (first & 0xf) {
                    case TEXT -> {
                        return new String(payload, StandardCharsets.UTF_8);
                    }
                    case CLOSE -> {
                        return close(payload);
                    }
                    case PING, PONG -> {}
                    default -> throw new AssertionError("a frame " + Integer.toHexString(first));
                }
            }
        } catch (EOFException | SocketException e) {
            return new Close(1006, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int length() throws IOException {
        int length = in.readUnsignedByte();
        return switch (length) {
            case 126 -> in.readUnsignedShort();
            case 127 -> Math.toIntExact(in.readLong());
            default -> length;
        };
    }

    private static Close close(byte[] payload) {
        if (payload.length < 2) {
            return new Close(1005, "");
        }
        int code = (payload[0] & 0xff) << 8 | (payload[1] & 0xff);
        return new Close(code, new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
