package io.chappe.core.protocol;

import io.chappe.core.model.ErrorCode;

/** A client's frame that is not what the protocol says. The message tells the client's developer what to change. */
public final class ProtocolException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final long id;

    ProtocolException(ErrorCode code, String message, long id) {
        super(message, null, false, false);
        this.code = code;
        this.id = id;
    }

    public ErrorCode code() {
        return code;
    }

    /** The id of the request, or 0 where the frame has none that could be read. */
    public long id() {
        return id;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
