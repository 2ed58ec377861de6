package io.chappe.bench.load;

import io.netty.buffer.ByteBuf;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Speaks the protocol of y-webrtc's signaling server (10.3.0), which knows topics and no answers; here each participant is
 * the only one of a topic:
 *
 * <pre>{@code
 * client: {"type":"subscribe","topics":["T"]}
 * client: {"type":"ping"}                      to hear that it is subscribed
 * server: {"type":"pong"}
 * client: {"type":"publish","topic":"T","data":{...}}
 * server: {"type":"publish","topic":"T","data":{...},"clients":1}
 * }</pre>
 *
 * <p>The server pings (RFC 6455 section 5.5.2) every 30 s and closes when no pong has come by the next one.
 */
final class YWebRtcParticipant implements Participant {
    /** Where the second letter of a message's type is, which is its first field. */
    private static final int TYPE_AT = 10;

    private final String topic = UUID.randomUUID().toString();
    private boolean ready;

    @Override
    public String path() {
        return "/";
    }

    @Override
    public @Nullable String subprotocol() {
        return null;
    }

    @Override
    public void opened(Consumer<String> out) {
        out.accept("{\"type\":\"subscribe\",\"topics\":[\"" + topic + "\"]}");
        out.accept("{\"type\":\"ping\"}");
    }

    @Override
    public void onMessage(String message, Consumer<String> out) {
        if (!message.equals("{\"type\":\"pong\"}")) {
            throw new IllegalStateException("the server says " + message);
        }
        ready = true;
    }

    @Override
    public boolean isReady() {
        return ready;
    }

    @Override
    public Template messageTo(Participant other, int bytes, boolean answered) {
        String to = ((YWebRtcParticipant) other).topic;
        return Template.of(Texts.filled(
                "{\"type\":\"publish\",\"topic\":\"" + to + "\",\"data\":{\"candidate\":\"", "\"}}", bytes));
    }

    @Override
    public Arrival arrival(ByteBuf in, int start, int length) {
        return in.getByte(start + TYPE_AT) == 'u' ? Arrival.MESSAGE : Arrival.OTHER;
    }
}
