package io.chappe.bench.load;

import io.netty.buffer.ByteBuf;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Speaks PeerJS's protocol (server 1.0.2, {@code realm} and {@code messageHandler} of its source), which knows no answers:
 *
 * <pre>{@code
 * server: {"type":"OPEN"}
 * client: {"type":"CANDIDATE","payload":{...},"dst":"ID"}
 * server: {"type":"CANDIDATE","src":"ID","dst":"ID","payload":{...}}
 * }</pre>
 *
 * <p>A client that has sent no {@code HEARTBEAT} for 90 s is closed.
 */
final class PeerJsParticipant implements Participant {
    /** Where the first letter of a message's type is, which is its first field. */
    private static final int TYPE_AT = 9;

    /** Never used twice: an id is taken until the server has seen its socket close. */
    private final String id = UUID.randomUUID().toString();

    private boolean ready;

    @Override
    public String path() {
        return "/peerjs?key=peerjs&id=" + id + "&token=bench&version=1.5.5";
    }

    @Override
    public @Nullable String subprotocol() {
        return null;
    }

    @Override
    public void opened(Consumer<String> out) {}

    @Override
    public void onMessage(String message, Consumer<String> out) {
        if (!message.equals("{\"type\":\"OPEN\"}")) {
            throw new IllegalStateException("the server says " + message);
        }
        ready = true;
    }

    @Override
    public boolean isReady() {
        return ready;
    }

    @Override
    public String heartbeat() {
        return "{\"type\":\"HEARTBEAT\"}";
    }

    @Override
    public Template messageTo(Participant other, int bytes, boolean answered) {
        String to = ((PeerJsParticipant) other).id;
        return Template.of(Texts.filled(
                "{\"type\":\"CANDIDATE\",\"payload\":{\"candidate\":\"", "\"},\"dst\":\"" + to + "\"}", bytes));
    }

    @Override
    public Arrival arrival(ByteBuf in, int start, int length) {
        // The others are EXPIRE and LEAVE, for a message that did not find its receiver, and ERROR.
        return in.getByte(start + TYPE_AT) == 'C' ? Arrival.MESSAGE : Arrival.REFUSAL;
    }
}
