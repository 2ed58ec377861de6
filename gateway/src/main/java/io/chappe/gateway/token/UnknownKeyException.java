package io.chappe.gateway.token;

/** A token names a key that is not there; its issuer may have a new one. */
final class UnknownKeyException extends BadTokenException {
    private static final long serialVersionUID = 1L;

    UnknownKeyException() {
        super("no key of this tenant has the kid that it names, or it names none and all keys have one");
    }
}
