package io.chappe.gateway.token;

/** A token that is none, or not for here. The message is for the operator, and has nothing of the token in it. */
public class BadTokenException extends Exception {
    private static final long serialVersionUID = 1L;

    BadTokenException(String message) {
        super(message, null, false, false);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
