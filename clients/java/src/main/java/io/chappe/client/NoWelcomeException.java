package io.chappe.client;

import org.jspecify.annotations.Nullable;

/** An attempt to connect that did not lead to a {@code welcome}. */
final class NoWelcomeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Closed closed;
    private final transient @Nullable ChappeException said;

    /**
     * @param said the server's {@code error} before it closed, if there was one
     */
    NoWelcomeException(Closed closed, @Nullable ChappeException said) {
        super(closed.toString(), null, false, false);
        this.closed = closed;
        this.said = said;
    }

    Closed closed() {
        return closed;
    }

    /** The server's word, or else what the close code means. */
    ChappeException why() {
        return said == null ? Ending.error(closed) : said;
    }

    /** For people. */
    String what() {
        return said == null
                ? "closed with " + closed.code() + ": " + closed.reason()
                : String.valueOf(said.getMessage());
    }

    long retryAfterMs() {
        return said == null ? 0 : said.retryAfterMs().orElse(0);
    }
}
