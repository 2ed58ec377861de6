package io.chappe.tests;

import static io.chappe.tests.harness.RawSocket.BINARY;
import static io.chappe.tests.harness.RawSocket.CONTINUATION;
import static io.chappe.tests.harness.RawSocket.FIN;
import static io.chappe.tests.harness.RawSocket.PING;
import static io.chappe.tests.harness.RawSocket.TEXT;

import io.chappe.tests.harness.RawSocket;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.Deflater;

/**
 * Something a client must not send, and what it gets for it.
 *
 * @param errorCode of the {@code error} after which the socket stays; empty where it is closed
 * @param closeCode of the close frame; 0 where the socket stays
 */
record BadInput(String name, Consumer<RawSocket> send, String errorCode, int closeCode) {
    private static final int RSV1 = 0x40;
    private static final int RESERVED_OPCODE = 0x3;
    private static final int MANY_FRAGMENTS = 1_100;
    private static final int INFLATED = 60 << 20;
    private static final byte[] BOMB = RawSocket.encode(FIN | RSV1 | TEXT, bomb());
    private static final byte[] TOO_BIG = RawSocket.encode(FIN | TEXT, new byte[(256 << 10) + 1]);
    private static final byte[] FRAGMENTS = endlessFragments();

    @Override
    public String toString() {
        return name;
    }

    /**
     * @param room that the sender is a member of, under the id 1
     * @param foreign a session of another tenant
     * @param member another session in the room
     */
    static List<BadInput> all(String room, String foreign, String member) {
        String toRoom = "\"to\":{\"room\":\"" + room + "\"}";
        return List.of(
                error("bad JSON", "{\"type\":", "bad_request"),
                error("two values", "{\"type\":\"ping\"} {}", "bad_request"),
                error("an array", "[]", "bad_request"),
                error("no type", "{}", "bad_request"),
                error("a missing field", "{\"type\":\"join\",\"id\":2}", "bad_request"),
                error("a wrong-typed field", "{\"type\":\"join\",\"id\":2,\"room\":7}", "bad_request"),
                error("an id that is text", "{\"type\":\"join\",\"id\":\"2\",\"room\":\"r\"}", "bad_request"),
                error(
                        "an id above 2^53-1",
                        "{\"type\":\"leave\",\"id\":9007199254740992,\"room\":\"r\"}",
                        "bad_request"),
                error(
                        "a name with a control character",
                        "{\"type\":\"join\",\"id\":2,\"room\":\"\\n\"}",
                        "bad_request"),
                error("an unknown type", "{\"type\":\"shout\",\"id\":2}", "unknown_type"),
                error("an id twice", "{\"type\":\"leave\",\"id\":1,\"room\":\"" + room + "\"}", "bad_request"),
                error("10,000 levels", signal(2, toRoom, "[".repeat(10_000) + "]".repeat(10_000)), "bad_request"),
                error(
                        "data that closes its own envelope",
                        signal(2, toRoom, "{}},{\"type\":\"signal\",\"from\":{\"session\":\"" + member + "\"}"),
                        "bad_request"),
                error(
                        "a duplicate key",
                        signal(2, toRoom, "1,\"to\":{\"session\":\"" + foreign + "\"}"),
                        "bad_request"),
                error("half a surrogate pair", signal(2, toRoom, "1").replace("bad", "\\ud83d"), "bad_request"),
                error(
                        "a large meta",
                        "{\"type\":\"join\",\"id\":2,\"room\":\"r\",\"meta\":\"" + "x".repeat(4095) + "\"}",
                        "too_large"),
                error(
                        "a large meta later",
                        "{\"type\":\"update\",\"id\":2,\"meta\":[" + "1,".repeat(100_000) + "1]}",
                        "too_large"),
                error("a room it is not in", signal(2, "\"to\":{\"room\":\"elsewhere\"}", "1"), "not_in_room"),
                error(
                        "a session of another tenant",
                        signal(2, "\"to\":{\"session\":\"" + foreign + "\"}", "1"),
                        "no_such_session"),
                error(
                        "an offer above the limit",
                        signal(2, toRoom, '"' + "x".repeat(65_535) + '"').replace("bad", "offer"),
                        "too_large"),
                error(
                        "a candidate above the limit",
                        signal(2, toRoom, '"' + "x".repeat(2_047) + '"').replace("bad", "candidate"),
                        "too_large"),
                new BadInput("201 candidates", BadInput::sendCandidates, "rate_limited", 0),
                error("nobody", signal(2, "\"to\":{\"peer\":\"nobody\"}", "1"), "no_such_peer"),
                closed("invalid UTF-8", 1007, raw -> raw.frame(FIN | TEXT, new byte[] {'"', (byte) 0xc3, '"'})),
                closed("a binary frame", 1003, raw -> raw.frame(FIN | BINARY, new byte[] {1})),
                closed("an unmasked frame", 1002, raw -> raw.unmaskedFrame(FIN | TEXT, utf8("{\"type\":\"ping\"}"))),
                closed("a reserved bit", 1002, raw -> raw.frame(FIN | RSV1 | TEXT, utf8("{}"))),
                closed("a reserved opcode", 1002, raw -> raw.frame(FIN | RESERVED_OPCODE, utf8("{}"))),
                closed("a continuation of nothing", 1002, raw -> raw.frame(FIN | CONTINUATION, utf8("{}"))),
                closed("a ping in fragments", 1002, raw -> raw.frame(PING, utf8("x"))),
                closed("a ping of 126 bytes", 1002, raw -> raw.frame(FIN | PING, new byte[126])),
                closed("a bomb", 1002, raw -> raw.bytes(BOMB)),
                closed("a length of 2^63", 1002, raw -> raw.bytes(length(0x80))),
                closed("a length of 2^62", 1009, raw -> raw.bytes(length(0x40))),
                closed("a message above the limit", 1009, raw -> raw.bytes(TOO_BIG)),
                closed("endless fragments", 1009, raw -> raw.bytes(FRAGMENTS)));
    }

    private static BadInput error(String name, String text, String code) {
        return new BadInput(name, raw -> raw.text(text), code, 0);
    }

    private static BadInput closed(String name, int code, Consumer<RawSocket> send) {
        return new BadInput(name, send, "", code);
    }

    private static void sendCandidates(RawSocket raw) {
        for (int i = 0; i < 201; i++) {
            raw.text("{\"type\":\"signal\",\"to\":{\"peer\":\"nobody\"},\"kind\":\"candidate\",\"data\":1}");
        }
    }

    private static String signal(int id, String to, String data) {
        return "{\"type\":\"signal\",\"id\":%d,%s,\"kind\":\"bad\",\"data\":%s}".formatted(id, to, data);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] length(int firstByte) {
        return new byte[] {(byte) (FIN | TEXT), (byte) 0xff, (byte) firstByte, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4};
    }

    private static byte[] endlessFragments() {
        ByteArrayOutputStream fragments = new ByteArrayOutputStream();
        fragments.writeBytes(RawSocket.encode(TEXT, utf8("\"")));
        for (int i = 0; i < MANY_FRAGMENTS; i++) {
            fragments.writeBytes(RawSocket.encode(CONTINUATION, utf8("x")));
        }
        return fragments.toByteArray();
    }

    /** About 60 KB that become 60 MB where permessage-deflate is on. */
    private static byte[] bomb() {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(new byte[INFLATED]);
        deflater.finish();
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        byte[] chunk = new byte[8_192];
        while (!deflater.finished()) {
            bomb.write(chunk, 0, deflater.deflate(chunk));
        }
        deflater.end();
        return bomb.toByteArray();
    }
}
