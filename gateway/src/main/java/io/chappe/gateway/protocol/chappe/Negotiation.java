package io.chappe.gateway.protocol.chappe;

import io.chappe.core.model.ErrorCode;
import io.chappe.core.protocol.ClientMessage;
import org.jspecify.annotations.Nullable;

/**
 * Holds a client to what negotiations of WebRTC need: descriptions and candidates of a size, and so many candidates for each
 * description that it sends (RFC 8838). Who negotiates with many may send as many more. Signals of other kinds are the
 * application's. Confined to its event loop.
 */
final class Negotiation {
    /** So many negotiations may have theirs still to come. */
    private static final int MOST_AT_ONCE = 1_000;

    private final NativeConfig config;
    private long candidatesLeft;

    Negotiation(NativeConfig config) {
        this.config = config;
        this.candidatesLeft = config.maxCandidates();
    }

    /** Why a signal is not taken; null for one that is. */
    @Nullable ErrorCode refusal(String kind, int bytes) {
        return switch (kind) {
            case "offer", "answer" -> description(bytes);
            case "candidate" -> candidate(bytes);
            // Its receiver trusts that a moderator has asked for it.
            case ClientMessage.Mute.KIND -> ErrorCode.FORBIDDEN;
            default -> null;
        };
    }

    private @Nullable ErrorCode description(int bytes) {
        if (bytes > config.maxDescriptionBytes()) {
            return ErrorCode.TOO_LARGE;
        }
        candidatesLeft =
                Math.min(candidatesLeft + config.maxCandidates(), (long) MOST_AT_ONCE * config.maxCandidates());
        return null;
    }

    private @Nullable ErrorCode candidate(int bytes) {
        if (bytes > config.maxCandidateBytes()) {
            return ErrorCode.TOO_LARGE;
        } else if (candidatesLeft == 0) {
            return ErrorCode.RATE_LIMITED;
        }
        candidatesLeft--;
        return null;
    }
}
