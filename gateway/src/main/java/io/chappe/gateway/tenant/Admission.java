package io.chappe.gateway.tenant;

import io.chappe.core.model.PeerKey;
import io.chappe.core.model.SessionLimit;
import io.chappe.gateway.quota.TenantLoad;
import io.chappe.gateway.token.Permit;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Who is let in, and on what terms.
 *
 * @param resumeWindow for which its sessions outlive their sockets
 * @param limit for its sessions
 * @param load what its tenant has
 * @param expiresAtMs until when, in ms of the Unix epoch; null for ever
 */
public record Admission(
        PeerKey peer,
        Duration resumeWindow,
        SessionLimit limit,
        TenantLoad load,
        Permit permit,
        @Nullable Long expiresAtMs) {}
