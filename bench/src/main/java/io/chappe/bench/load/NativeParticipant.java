package io.chappe.bench.load;

import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Speaks {@code chappe.v1.json}; to the minimal relays a part of it, which know no rooms. */
final class NativeParticipant implements Participant {
    /** Where the first letter of a message's type is, of which {@code "type":} is the beginning. */
    private static final int TYPE_AT = 9;

    private final String kind;
    private final String peer;
    private final @Nullable String room;
    /** Who it is, as its hello says it. */
    private final String identity;

    private @Nullable String session;
    private @Nullable String secret;
    private boolean resumed;
    private boolean ready;
    private long refusedForMs;
    /** For the answer to a join. */
    private boolean isWaiting;

    private long joinSentAt;
    private long joinTookNs;
    private int joinedLength;
    private Runnable moved = () -> {};

    /** One that sends candidates. */
    NativeParticipant(int number, @Nullable String room, @Nullable Tokens tokens) {
        this(number, room, tokens, "candidate");
    }

    /**
     * @param room to join, or null for none
     * @param tokens by which it comes; null for a peer of a tenant that wants none
     * @param kind of the signals that it sends
     */
    NativeParticipant(int number, @Nullable String room, @Nullable Tokens tokens, String kind) {
        this.kind = kind;
        this.peer = "peer-" + number;
        this.room = room;
        this.identity = tokens == null
                ? "\"tenant\":\"bench\",\"peer\":\"" + peer + '"'
                : "\"tenant\":\"issued\",\"token\":\"" + tokens.of(peer, "issued") + '"';
    }

    @Override
    public String path() {
        return "/v1/signal";
    }

    @Override
    public String subprotocol() {
        return "chappe.v1.json";
    }

    @Override
    public void opened(Consumer<String> out) {
        refusedForMs = 0;
        String hello = "{\"type\":\"hello\"," + identity;
        if (secret == null) {
            out.accept(hello + "}");
        } else {
            out.accept(hello + ",\"resume\":{\"session\":\"" + session + "\",\"secret\":\"" + secret + "\"}}");
        }
    }

    @Override
    public void onMessage(String message, Consumer<String> out) {
        if (message.startsWith("{\"type\":\"welcome\"")) {
            resumed = message.contains("\"resumed\":true");
            session = Texts.between(message, "\"session\":\"", "\"");
            secret = message.contains("\"secret\"") ? Texts.between(message, "\"secret\":\"", "\"") : null;
            ready = room == null || resumed;
            if (!ready) {
                join(1, out);
            }
        } else if (message.startsWith("{\"type\":\"joined\"")) {
            joinTookNs = System.nanoTime() - joinSentAt;
            isWaiting = false;
            joinedLength = message.length();
            ready = true;
            moved.run();
        } else if (message.startsWith("{\"type\":\"left\"")) {
            moved.run();
        } else if (message.contains("\"retryAfterMs\":")) {
            refusedForMs = Long.parseLong(Texts.between(message, "\"retryAfterMs\":", "}"));
            secret = null;
        } else if (message.startsWith("{\"type\":\"error\"")) {
            throw new IllegalStateException("the server says " + message);
        }
    }

    /** What is to happen when a join or a leave has been answered. */
    void whenMoved(Runnable next) {
        moved = next;
    }

    void leave(long id, Consumer<String> out) {
        out.accept("{\"type\":\"leave\",\"id\":" + id + ",\"room\":\"" + room + "\"}");
    }

    void join(long id, Consumer<String> out) {
        if (!isWaiting) {
            joinSentAt = System.nanoTime();
            isWaiting = true;
        }
        out.accept(
                "{\"type\":\"join\",\"id\":" + id + ",\"room\":\"" + room + "\",\"meta\":{\"name\":\"" + peer + "\"}}");
    }

    /** From its last join to the answer; from the first one where it was refused for a moment. */
    long joinTookNs() {
        return joinTookNs;
    }

    /** Characters of that answer, which are as many bytes. */
    int joinedLength() {
        return joinedLength;
    }

    @Override
    public long comesAgainInMs() {
        return refusedForMs;
    }

    @Override
    public boolean isReady() {
        return ready;
    }

    /** The next connection is to go on with this session. */
    void away() {
        ready = false;
    }

    boolean isResumed() {
        return resumed;
    }

    @Override
    public Template messageTo(Participant other, int bytes, boolean answered) {
        return message("{\"session\":\"" + ((NativeParticipant) other).session + "\"}", bytes, answered);
    }

    /** A message to all others in the room. */
    Template broadcast(int bytes, boolean answered) {
        return message("{\"room\":\"" + room + "\"}", bytes, answered);
    }

    private Template message(String to, int bytes, boolean answered) {
        String id = answered ? "\"id\":" + Template.FIRST_ID + "," : "";
        String head =
                "{\"type\":\"signal\"," + id + "\"to\":" + to + ",\"kind\":\"" + kind + "\",\"data\":{\"candidate\":\"";
        String text = head + Texts.filling(bytes - head.length() - 3) + "\"}}";
        return answered ? Template.withId(text) : Template.of(text);
    }

    @Override
    public Arrival arrival(ByteBuf in, int start, int length) {
        return switch (in.getByte(start + TYPE_AT)) {
            case 's' -> Arrival.MESSAGE;
            case 'a' -> Arrival.ANSWER;
            case 'e' -> Arrival.REFUSAL;
            case 'm' -> Arrival.NEWS;
            default -> Arrival.OTHER;
        };
    }
}
