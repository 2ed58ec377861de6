package io.chappe.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Speaks the protocol of Nextcloud Talk's signaling server (0.4.1) as an internal client, for which no Nextcloud is asked
 * and which needs no room; there are no answers to messages:
 *
 * <pre>{@code
 * client: {"id":"1","type":"hello","hello":{"version":"1.0","auth":{"type":"internal","params":
 *           {"random":"...","token":"HEX","backend":"https://benchmark.invalid"}}}}
 * server: {"id":"1","type":"hello","hello":{"version":"1.0","sessionid":"ID","resumeid":"...",...}}
 * client: {"type":"message","message":{"recipient":{"type":"session","sessionid":"ID"},"data":{...}}}
 * server: {"type":"message","message":{"sender":{"type":"session","sessionid":"ID"},"data":{...}}}
 * }</pre>
 *
 * <p>The token is the HMAC-SHA256 of the random, with the secret that {@code yardsticks/spreed-server} configures. An ID
 * has about 300 characters, so that of 540 bytes the data are 140. The server pings (RFC 6455 section 5.5.2) at once and
 * every 54 s, and closes when no pong has come for 60 s.
 */
final class SpreedParticipant implements Participant {
    private static final String SECRET = "benchmark";
    private static final String BACKEND = "https://benchmark.invalid";

    /** Where the first letter of a message's type is, which is its first field. */
    private static final int TYPE_AT = 9;

    private @Nullable String session;

    @Override
    public String path() {
        return "/spreed";
    }

    @Override
    public @Nullable String subprotocol() {
        return null;
    }

    @Override
    public void opened(Consumer<String> out) {
        String random = UUID.randomUUID().toString();
        out.accept("{\"id\":\"1\",\"type\":\"hello\",\"hello\":{\"version\":\"1.0\",\"auth\":{\"type\":\"internal\","
                + "\"params\":{\"random\":\"" + random + "\",\"token\":\"" + token(random) + "\",\"backend\":\""
                + BACKEND
                + "\"}}}}");
    }

    private static String token(String random) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), mac.getAlgorithm()));
            return HexFormat.of().formatHex(mac.doFinal(random.getBytes(UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has HmacSHA256", impossible);
        }
    }

    @Override
    public void onMessage(String message, Consumer<String> out) {
        if (!message.contains("\"type\":\"hello\"")) {
            throw new IllegalStateException("the server says " + message);
        }
        session = Texts.between(message, "\"sessionid\":\"", "\"");
    }

    @Override
    public boolean isReady() {
        return session != null;
    }

    @Override
    public Template messageTo(Participant other, int bytes, boolean answered) {
        String to = ((SpreedParticipant) other).session;
        return Template.of(Texts.filled(
                "{\"type\":\"message\",\"message\":{\"recipient\":{\"type\":\"session\",\"sessionid\":\"" + to
                        + "\"},\"data\":{\"candidate\":\"",
                "\"}}}",
                bytes));
    }

    @Override
    public Arrival arrival(ByteBuf in, int start, int length) {
        return in.getByte(start + TYPE_AT) == 'm' ? Arrival.MESSAGE : Arrival.REFUSAL;
    }
}
