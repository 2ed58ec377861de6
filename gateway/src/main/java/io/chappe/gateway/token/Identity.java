package io.chappe.gateway.token;

import io.chappe.core.model.PeerId;

/**
 * Who a token says its client is.
 *
 * @param namesTenant whether it says for which tenant it is
 * @param expiresAtMs from when on it is nobody, in ms of the Unix epoch, the leeway included
 */
public record Identity(PeerId peer, Permit permit, boolean namesTenant, long expiresAtMs) {}
