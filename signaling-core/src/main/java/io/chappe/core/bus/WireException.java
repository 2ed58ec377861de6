package io.chappe.core.bus;

/** Bytes from another node that are not what they should be; the message is dropped and counted. */
public final class WireException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public WireException(String message) {
        super(message);
    }
}
