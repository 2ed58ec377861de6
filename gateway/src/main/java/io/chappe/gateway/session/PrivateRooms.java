package io.chappe.gateway.session;

import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.RoomRules;
import io.chappe.core.model.SessionId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** The server's own rooms, in which an agent meets one whom it has called out of a queue. */
final class PrivateRooms {
    /** Of the agent and whom it has called. */
    static final RoomRules RULES = RoomRules.begin(2, false);

    private static final int BYTES = 16;

    private PrivateRooms() {}

    /** The same for a request that is said again, and nobody else's; no name has the character between the parts. */
    static RoomId of(RoomKey queue, SessionId agent, long request) {
        String parts =
                String.join("\n", queue.tenant().value(), queue.room().value(), agent.value(), Long.toString(request));
        byte[] digest = sha256().digest(parts.getBytes(StandardCharsets.UTF_8));
        return RoomId.reserved(Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, BYTES)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
