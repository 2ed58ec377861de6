package io.chappe.presence.store;

/**
 * The four parts of one store.
 *
 * @param doubt raised when the store may have lost something
 */
public record Stores(RoomStore rooms, PeerStore peers, HoldingStore holdings, LeaseStore leases, Doubt doubt) {}
