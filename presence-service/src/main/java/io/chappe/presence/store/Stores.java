package io.chappe.presence.store;

/** The four parts of one store. */
public record Stores(RoomStore rooms, PeerStore peers, HoldingStore holdings, LeaseStore leases) {}
