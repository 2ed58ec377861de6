package io.chappe.core.protocol;

import io.chappe.core.model.PeerId;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.Roster;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.TenantId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a session is told about itself and this server.
 *
 * @param resumed the rooms of a session that goes on; null for a new session
 * @param features what this server can do besides
 * @param urls where else there is a gateway
 * @param expiresInMs when the client's token is over; null for one without a token
 */
public record Welcome(
        Self self,
        @Nullable List<Room> resumed,
        long resumeWindowMs,
        long pingIntervalMs,
        long maxMessageBytes,
        Ice ice,
        List<String> features,
        List<String> urls,
        @Nullable Long expiresInMs) {
    /** The session; what it shows to be resumed is in it. */
    public record Self(SessionId session, String secret, PeerId peer, TenantId tenant) {
        /** Without the secret. */
        @Override
        public String toString() {
            return "Self[session=" + session + ", peer=" + peer + ", tenant=" + tenant + "]";
        }
    }

    /**
     * Servers for its calls.
     *
     * @param servers an array of RTCIceServer
     * @param expiresInMs when credentials in it are over; null where none are
     */
    public record Ice(RawJson servers, @Nullable Long expiresInMs) {}

    /**
     * A room that a resumed session is in, or waits for.
     *
     * @param known the version that the client has; 0 if it did not say
     */
    public record Room(RoomId room, Roster roster, long known) {
        /** Whether the client has missed nothing of it. */
        boolean isSame() {
            return known >= roster.shownVersion();
        }
    }
}
