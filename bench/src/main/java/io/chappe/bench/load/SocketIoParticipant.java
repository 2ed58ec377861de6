package io.chappe.bench.load;

import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Speaks Engine.IO 4 and Socket.IO 5 over a WebSocket to {@code socketio-server.js}:
 *
 * <pre>{@code
 * server: 0{"sid":"...","upgrades":[],"pingInterval":25000,...}
 * client: 40
 * server: 40{"sid":"ID"}
 * client: 421000000000["signal","ID",{...}]    or 42["signal",...] when it wants no answer
 * server: 42["signal","ID",{...}]              to the receiver
 * server: 431000000000["relayed"]              to the sender
 * server: 2                                    every 25 s; closes when no answer comes within 20 s
 * client: 3
 * }</pre>
 *
 * <p>With the Redis adapter the answer says only that the message is on its way to Redis.
 */
final class SocketIoParticipant implements Participant {
    private @Nullable String id;

    @Override
    public String path() {
        return "/socket.io/?EIO=4&transport=websocket";
    }

    @Override
    public @Nullable String subprotocol() {
        return null;
    }

    @Override
    public void opened(Consumer<String> out) {}

    @Override
    public void onMessage(String message, Consumer<String> out) {
        if (message.equals("2")) {
            out.accept("3");
        } else if (message.startsWith("0")) {
            out.accept("40");
        } else if (message.startsWith("40")) {
            id = Texts.between(message, "\"sid\":\"", "\"");
        } else {
            throw new IllegalStateException("the server says " + message);
        }
    }

    @Override
    public boolean isReady() {
        return id != null;
    }

    @Override
    public Template messageTo(Participant other, int bytes, boolean answered) {
        String to = ((SocketIoParticipant) other).id;
        String head = "42" + (answered ? Template.FIRST_ID : "") + "[\"signal\",\"" + to + "\",{\"candidate\":\"";
        String text = Texts.filled(head, "\"}]", bytes);
        return answered ? Template.withId(text) : Template.of(text);
    }

    @Override
    public Arrival arrival(ByteBuf in, int start, int length) {
        if (length < 2) {
            return Arrival.OTHER;
        }
        return switch (in.getByte(start + 1)) {
            case '2' -> Arrival.MESSAGE;
            case '3' -> Arrival.ANSWER;
            default -> Arrival.REFUSAL;
        };
    }
}
