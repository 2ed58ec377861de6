package io.chappe.presence.store;

import io.chappe.core.model.SecretHash;

/**
 * A session, as its gateway has it.
 *
 * @param lostForMs for how long it has had no socket; negative if it has one
 */
public record HeldSession(long generation, SecretHash secret, long windowMs, long lostForMs) {
    public boolean isLost() {
        return lostForMs >= 0;
    }
}
