package io.chappe.presence.store;

/**
 * The parts of one store.
 *
 * @param doubt raised when the store may have lost something
 */
public record Stores(
        RoomStore rooms,
        PeerStore peers,
        HoldingStore holdings,
        LeaseStore leases,
        NoticeStore notices,
        JournalStore journals,
        UsageStore usage,
        Doubt doubt) {}
