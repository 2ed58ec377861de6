package io.chappe.core.model;

/** A peer, told apart from peers of the same name in other tenants. */
public record PeerKey(TenantId tenant, PeerId peer) {
    /** Specified, because nodes agree by it on who answers for a peer; a record's own is up to each JDK. */
    @Override
    public int hashCode() {
        return 31 * tenant.value().hashCode() + peer.value().hashCode();
    }
}
