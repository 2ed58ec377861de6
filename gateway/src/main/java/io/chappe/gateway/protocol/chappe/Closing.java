package io.chappe.gateway.protocol.chappe;

import io.chappe.core.protocol.CloseCode;
import io.chappe.gateway.limit.RefusalLog;
import io.chappe.gateway.session.Session;
import io.chappe.node.logging.About;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** What is logged of a session's socket that closes. */
final class Closing {
    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    /** For which its client is to blame; the operator may want to know of it, as of one that is refused. */
    private static final Set<CloseCode> FAULTS = Set.of(
            CloseCode.PROTOCOL_ERROR,
            CloseCode.UNSUPPORTED_DATA,
            CloseCode.INVALID_PAYLOAD,
            CloseCode.TOO_BIG,
            CloseCode.BAD_FRAMES,
            CloseCode.ABUSE);

    private static final Map<CloseCode, String> WORDS = Stream.of(CloseCode.values())
            .collect(Collectors.toUnmodifiableMap(
                    code -> code, code -> code.name().toLowerCase(Locale.ROOT)));

    private Closing() {}

    /** @param ours null where the client has begun to close */
    static void tell(Session session, @Nullable CloseCode ours, RefusalLog refusals) {
        LoggingEventBuilder line = ours != null && FAULTS.contains(ours) ? refusals.line() : LOG.atDebug();
        About.session(line, session.peerKey(), session.id())
                .addKeyValue("cause", ours == null ? "client" : word(ours))
                .log("a socket closes");
    }

    static String word(CloseCode code) {
        return WORDS.getOrDefault(code, "");
    }
}
