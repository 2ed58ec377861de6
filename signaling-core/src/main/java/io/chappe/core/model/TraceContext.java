package io.chappe.core.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody traces already, and where in that trace they are: W3C Trace Context, section 3.2.
 *
 * @param isSampled whether they record it
 */
public record TraceContext(String traceId, String spanId, boolean isSampled) {
    /** Of a later version only what is the same in all of them is read. */
    private static final Pattern PARENT =
            Pattern.compile("(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

    private static final String FIRST_VERSION = "00";
    private static final int LONGEST = 256;

    /** Empty for anything that is not one: who sends it calls all the same. */
    public static Optional<TraceContext> parse(@Nullable String traceparent) {
        if (traceparent == null || traceparent.length() > LONGEST) {
            return Optional.empty();
        }
        Matcher matcher = PARENT.matcher(traceparent);
        if (!matcher.matches() || (matcher.group(1).equals(FIRST_VERSION) && matcher.group(5) != null)) {
            return Optional.empty();
        }
        boolean isSampled = (Integer.parseInt(matcher.group(4), 16) & 1) != 0;
        return Optional.of(new TraceContext(matcher.group(2), matcher.group(3), isSampled));
    }

    /** As it is sent on, by the first version. */
    public String traceparent() {
        return FIRST_VERSION + "-" + traceId + "-" + spanId + (isSampled ? "-01" : "-00");
    }
}
