package io.chappe.gateway.tenant;

/** Somebody is not let in. The reason is for the operator; to the client all of them are the same. */
public final class NotAdmittedException extends Exception {
    private static final long serialVersionUID = 1L;

    NotAdmittedException(String reason) {
        super(reason, null, false, false);
    }
}
