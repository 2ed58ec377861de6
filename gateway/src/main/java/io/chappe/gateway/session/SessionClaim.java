package io.chappe.gateway.session;

import io.chappe.core.model.PeerKey;
import io.chappe.core.model.SecretHash;
import io.chappe.core.model.SessionId;
import java.time.Duration;

/**
 * A session, as this gateway has it.
 *
 * @param lostForMs for how long it has had no socket; negative if it has one
 */
public record SessionClaim(
        PeerKey peer, SessionId session, long generation, SecretHash secret, Duration window, long lostForMs) {}
