package io.chappe.core.protocol;

/**
 * Why the server closes a WebSocket, and what the client may do then (RFC 6455 section 7.4; 4000 to 4999 are ours).
 */
public enum CloseCode {
    NORMAL(1000, "bye", false, false),
    GOING_AWAY(1001, "server going away", true, true),
    PROTOCOL_ERROR(1002, "WebSocket protocol error", false, false),
    UNSUPPORTED_DATA(1003, "binary frames are not supported", false, false),
    INVALID_PAYLOAD(1007, "text is not valid UTF-8", false, false),
    TOO_BIG(1009, "message too big", false, false),
    INTERNAL_ERROR(1011, "internal error", true, true),
    SERVICE_RESTART(1012, "service restart", true, true),
    TRY_AGAIN_LATER(1013, "try again later", true, true),
    BAD_FRAMES(4400, "bad frames", false, false),
    UNAUTHORIZED(4401, "unauthorized: a new token is needed", true, true),
    FORBIDDEN(4403, "forbidden", false, false),
    SILENT(4408, "silent too long", true, true),
    SUPERSEDED(4409, "this session is on another socket now", false, false),
    REPLACED(4410, "replaced by another session of this peer", false, false),
    SLOW_READER(4413, "slow reader", true, true),
    ABUSE(4429, "abuse", false, false);

    private final int code;
    private final String reason;
    private final boolean reconnect;
    private final boolean resume;

    CloseCode(int code, String reason, boolean reconnect, boolean resume) {
        this.code = code;
        this.reason = reason;
        this.reconnect = reconnect;
        this.resume = resume;
    }

    public int code() {
        return code;
    }

    /** What goes into the close frame; at most 123 bytes (RFC 6455 section 5.5). */
    public String reason() {
        return reason;
    }

    /** Whether a client does well to connect again. */
    public boolean reconnect() {
        return reconnect;
    }

    /** Whether the session may outlive the socket. */
    public boolean resume() {
        return resume;
    }
}
