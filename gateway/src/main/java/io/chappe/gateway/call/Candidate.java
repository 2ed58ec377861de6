package io.chappe.gateway.call;

import io.chappe.core.model.RawJson;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a candidate is, of the line that a browser makes for it (RFC 8839, section 5.1), wherever it stands in a signal: its type and
 * its protocol. Its address is not looked at.
 */
final class Candidate {
    /** Longer than any line of a candidate with what clients put around it. */
    private static final int LOOKED_AT = 1_024;

    private static final List<String> TYPES = List.of("host", "srflx", "prflx", "relay");

    private Candidate() {}

    /** Such as {@code relay udp}; {@code end} where there is none, which ends them. */
    static String describe(RawJson data) {
        int length = Math.min(data.length(), LOOKED_AT);
        String text = new String(data.array(), data.offset(), length, StandardCharsets.ISO_8859_1);
        int at = text.indexOf(" typ ");
        if (at < 0) {
            return "end";
        }
        String protocol = text.lastIndexOf(" tcp ", at) >= 0 || text.lastIndexOf(" TCP ", at) >= 0 ? "tcp" : "udp";
        return TYPES.stream()
                .filter(type -> text.startsWith(type, at + " typ ".length()))
                .findFirst()
                .map(type -> type + " " + protocol)
                .orElse("unknown");
    }
}
