package io.chappe.core.protocol;

import io.chappe.core.bus.Delivery;
import io.chappe.core.bus.Envelope;
import io.chappe.core.bus.PeerPresence;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.PeerId;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes what the server sends. */
public final class ServerFrames {
    private static final String EXPIRES = "expiresInMs";
    private static final byte[] PONG = JsonWriter.message("pong", 16).end();

    private ServerFrames() {}

    public static byte[] welcome(Welcome welcome) {
        List<Welcome.Room> rooms = welcome.resumed();
        Welcome.Self self = welcome.self();
        JsonWriter out = JsonWriter.message("welcome", 512)
                .field("session", self.session().value())
                .field("secret", self.secret())
                .field("peer", self.peer().value())
                .field("tenant", self.tenant().value())
                .field("resumed", rooms != null);
        if (rooms != null) {
            out.object("rooms");
            rooms.forEach(room -> RoomFrames.resumed(out, room, self.session()));
            out.close('}');
        }
        out.field("resumeWindowMs", welcome.resumeWindowMs()).field("pingIntervalMs", welcome.pingIntervalMs());
        ice(out, welcome.ice())
                .object("limits")
                .field("messageBytes", welcome.maxMessageBytes())
                .close('}')
                .array("features", welcome.features(), JsonWriter::string);
        urls(out, welcome.urls());
        Long expiresInMs = welcome.expiresInMs();
        return (expiresInMs == null ? out : out.field(EXPIRES, expiresInMs)).end();
    }

    /** New credentials for the same servers, or others. */
    public static byte[] iceServers(Welcome.Ice ice) {
        return ice(JsonWriter.message("ice-servers", 256), ice).end();
    }

    private static JsonWriter ice(JsonWriter out, Welcome.Ice ice) {
        Long expiresInMs = ice.expiresInMs();
        out.field("iceServers", ice.servers());
        return expiresInMs == null ? out : out.field("iceExpiresInMs", expiresInMs);
    }

    /** Answers {@code refresh}. */
    public static byte[] refreshed(long id, long expiresInMs) {
        return JsonWriter.message("ack", 64)
                .field("id", id)
                .field(EXPIRES, expiresInMs)
                .end();
    }

    /** A new token is wanted. */
    public static byte[] tokenExpiring(long expiresInMs) {
        return JsonWriter.message("token-expiring", 64)
                .field(EXPIRES, expiresInMs)
                .end();
    }

    private static JsonWriter urls(JsonWriter out, List<String> urls) {
        return urls.isEmpty() ? out : out.array("urls", urls, JsonWriter::string);
    }

    /**
     * @param reconnectAfterMs when it is this client's turn to go to another gateway
     * @param deadlineMs when its socket closes
     */
    public static byte[] goAway(String reason, long reconnectAfterMs, long deadlineMs, List<String> urls) {
        JsonWriter out = JsonWriter.message("go-away", 128)
                .field("reason", reason)
                .field("reconnectAfterMs", reconnectAfterMs)
                .field("deadlineMs", deadlineMs);
        return urls(out, urls).end();
    }

    /** The same bytes for every recipient. */
    public static byte[] signal(Envelope envelope) {
        return signal(new JsonWriter(256 + envelope.data().length()), envelope).end();
    }

    static JsonWriter signal(JsonWriter memory, Envelope envelope) {
        JsonWriter out = memory.begin("signal")
                .object("from")
                .field("session", envelope.from().value())
                .field("peer", envelope.peer().value())
                .close('}');
        if (envelope.toRoom()) {
            out.field("room", envelope.room().value());
        }
        id(out, envelope.id());
        if (envelope.wantsReceipt()) {
            out.field("want", Want.RECEIVED.wireName());
        }
        if (envelope.prev() > 0) {
            out.field("prev", envelope.prev());
        }
        return out.field("kind", envelope.kind()).field("data", envelope.data());
    }

    /**
     * For a signal: to a session without counts, to a peer or a room with them.
     *
     * @param delivery who has got it, in the sense of the status
     */
    static JsonWriter ack(JsonWriter memory, long id, Target to, Want status, Delivery delivery) {
        JsonWriter out = memory.begin("ack").field("id", id).field("status", status.wireName());
        if (!(to instanceof Target.ToSession)) {
            out.field("sessions", delivery.reached())
                    .array("missing", delivery.missing(), (json, session) -> json.string(session.value()))
                    .field("missingCount", delivery.missed());
        }
        return out;
    }

    public static byte[] ack(long id) {
        return JsonWriter.message("ack", 48).field("id", id).end();
    }

    /**
     * @param id of the request, or 0 for none
     * @param retryAfterMs when to try again, or 0 where trying again does not help
     */
    public static byte[] error(long id, ErrorCode code, String message, long retryAfterMs) {
        JsonWriter out = id(JsonWriter.message("error", 192), id)
                .field("code", code.wireName())
                .field("message", wellFormed(message));
        return (retryAfterMs > 0 ? out.field("retryAfterMs", retryAfterMs) : out).end();
    }

    /** A message may quote what a client has sent, and half a surrogate pair has no UTF-8. */
    private static String wellFormed(String message) {
        return new String(message.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    public static byte[] presence(PeerId peer, PeerPresence presence) {
        return JsonWriter.message("presence", 128)
                .field("peer", peer.value())
                .field("state", presence.state().wireName())
                .field("sessions", presence.sessions())
                .end();
    }

    public static byte[] pong() {
        return PONG;
    }

    static JsonWriter id(JsonWriter out, long id) {
        return id > 0 ? out.field("id", id) : out;
    }
}
