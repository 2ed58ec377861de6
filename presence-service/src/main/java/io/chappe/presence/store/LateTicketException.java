package io.chappe.presence.store;

/** Nothing was done, because the attempt was held up for longer than a {@link Ticket} is valid. */
public final class LateTicketException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long byMs;

    public LateTicketException(long byMs) {
        super("came " + byMs + " ms too late to the store; ask again");
        this.byMs = byMs;
    }

    public long byMs() {
        return byMs;
    }
}
