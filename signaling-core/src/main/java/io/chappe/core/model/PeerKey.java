package io.chappe.core.model;

/** A peer, told apart from peers of the same name in other tenants. */
public record PeerKey(TenantId tenant, PeerId peer) {}
