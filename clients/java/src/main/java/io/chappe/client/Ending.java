package io.chappe.client;

import io.chappe.core.protocol.CloseCode;
import java.util.Arrays;
import java.util.Optional;

/** What the end of a socket means for its session. */
enum Ending {
    /** Come back: the session may be resumed. */
    RECONNECT,
    /** Come back with another token. */
    RENEW_TOKEN,
    /** The session is over, or is another socket's. */
    OVER;

    /** "I mean to come back": the SDK closes so, and the server starts the session's window. */
    static final int COMING_BACK = 4000;

    /** "The session ends." */
    static final int BYE = CloseCode.NORMAL.code();

    /** The session is on another socket now. */
    static final int MOVED = CloseCode.SUPERSEDED.code();

    private static final int OWN_CODES = 4000;

    static Ending of(int code) {
        if (code == CloseCode.UNAUTHORIZED.code()) {
            return RENEW_TOKEN;
        }
        return known(code)
                .map(known -> known.reconnect() ? RECONNECT : OVER)
                // A code of a later server is final; the rest are lost networks.
                .orElse(code >= OWN_CODES && code != COMING_BACK ? OVER : RECONNECT);
    }

    /** What open requests fail with after that close. */
    static ChappeException error(Closed closed) {
        String code = known(closed.code())
                .map(known -> switch (known) {
                    case BAD_FRAMES -> "bad_request";
                    case UNAUTHORIZED -> "unauthorized";
                    case FORBIDDEN -> "forbidden";
                    case ABUSE -> "rate_limited";
                    case NORMAL -> "closed";
                    default -> "session_lost";
                })
                .orElse("session_lost");
        String reason = closed.reason().isEmpty() ? "" : ": " + closed.reason();
        return new ChappeException(code, "the session has ended (" + closed.code() + reason + ")");
    }

    private static Optional<CloseCode> known(int code) {
        return Arrays.stream(CloseCode.values())
                .filter(known -> known.code() == code)
                .findFirst();
    }
}
