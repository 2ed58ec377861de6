package io.chappe.presence.admin;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How what somebody changes must be, for the change to be made (RFC 9110 section 13.1).
 *
 * @param tag that it must have; null for any
 * @param mustBe there, whatever its tag
 * @param mustNotBe there
 */
record Precondition(@Nullable Long tag, boolean mustBe, boolean mustNotBe) {
    /** What is written again is written later, so that a time is as good as a version. */
    private static final Pattern TAG = Pattern.compile("\"([0-9a-f]{1,15})\"");

    private static final String ANY = "*";

    /** Of what was written then. */
    static String tag(long writtenAt) {
        return "\"" + Long.toHexString(writtenAt) + "\"";
    }

    /**
     * As the headers of a request say.
     *
     * @throws ProblemException for what is no such header
     */
    static Precondition of(Asked asked) {
        String match = asked.header("If-Match");
        String noneMatch = asked.header("If-None-Match");
        if (noneMatch != null && !noneMatch.equals(ANY)) {
            throw ProblemException.ofParameter("If-None-Match", "it can be * alone, for what is not there yet");
        } else if (match == null) {
            return new Precondition(null, false, noneMatch != null);
        } else if (noneMatch != null) {
            throw ProblemException.ofParameter("If-None-Match", "it excludes If-Match");
        }
        return match.equals(ANY) ? new Precondition(null, true, false) : new Precondition(tag(match), true, false);
    }

    private static long tag(String match) {
        Matcher tag = TAG.matcher(match);
        if (!tag.matches()) {
            throw ProblemException.ofParameter(
                    "If-Match", "it is no tag; send the ETag of an answer, with its quotes, or *");
        }
        return Long.parseLong(tag.group(1), 16);
    }

    /**
     * Looks at what is there.
     *
     * @param writtenAt when it was written; 0 if it is not there
     * @throws ProblemException if it must be otherwise
     */
    void require(long writtenAt) {
        if (mustNotBe && writtenAt != 0) {
            throw new ProblemException(ProblemType.PRECONDITION_FAILED, "it is there already");
        } else if (mustBe && (writtenAt == 0 || (tag != null && tag != writtenAt))) {
            throw new ProblemException(
                    ProblemType.PRECONDITION_FAILED,
                    "it has changed since you read it, or is gone; read it again, and decide anew");
        }
    }
}
