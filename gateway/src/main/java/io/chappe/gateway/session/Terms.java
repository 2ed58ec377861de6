package io.chappe.gateway.session;

import io.chappe.core.model.PeerKey;
import io.chappe.core.model.SecretHash;
import io.chappe.core.model.SessionId;
import io.chappe.gateway.quota.TenantLoad;
import io.chappe.gateway.token.Permit;
import java.time.Duration;

/**
 * Whose session it is, and on what terms this gateway holds it.
 *
 * @param secret of which its client shows the original to take it up
 * @param generation one more than the last holder's, 1 for a new session
 * @param window for which it outlives its socket
 * @param confirms whether its client acknowledges the signals that want it
 * @param load what its tenant has here
 * @param permit by which its client came in
 */
record Terms(
        PeerKey peer,
        SessionId session,
        SecretHash secret,
        long generation,
        Duration window,
        boolean confirms,
        TenantLoad load,
        Permit permit) {}
