package io.chappe.presence.admin;

import java.util.Locale;

/** The kinds of problems, with their status. */
enum ProblemType {
    BAD_REQUEST(400, "The request is wrong"),
    UNAUTHORIZED(401, "There is no valid API key"),
    FORBIDDEN(403, "The API key does not allow it"),
    NOT_FOUND(404, "It is not there"),
    METHOD_NOT_ALLOWED(405, "Not this method here"),
    CONFLICT(409, "Not as it is now"),
    PRECONDITION_FAILED(412, "It is not as you know it"),
    TOO_LARGE(413, "The request is too long"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body must be JSON"),
    RATE_LIMITED(429, "Too many requests"),
    INTERNAL(500, "It failed"),
    UNAVAILABLE(503, "It cannot be told now");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    /** Names it for programs: a URN, as there is no page of ours to point at. */
    String uri() {
        return "urn:chappe:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
