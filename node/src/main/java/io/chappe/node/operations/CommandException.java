package io.chappe.node.operations;

import org.jspecify.annotations.Nullable;

/** Why a command was not done, as its operator is answered. What is merely wrong is an {@link IllegalArgumentException}. */
public final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final @Nullable Long retryAfterS;

    /** @param status of HTTP */
    public CommandException(int status, String message) {
        this(status, message, null);
    }

    private CommandException(int status, String message, @Nullable Long retryAfterS) {
        super(message, null, false, false);
        this.status = status;
        this.retryAfterS = retryAfterS;
    }

    /** It can't be done now; the same may be tried again after so long. */
    public static CommandException unavailable(String message, long retryAfterS) {
        return new CommandException(503, message, retryAfterS);
    }

    int status() {
        return status;
    }

    @Nullable Long retryAfterS() {
        return retryAfterS;
    }
}
