package io.chappe.presence.store.memory;

import io.chappe.presence.store.CheckedJournals;
import io.chappe.presence.store.Doubt;
import io.chappe.presence.store.StoreClock;
import io.chappe.presence.store.Stores;

/** The store in this process' memory. */
public final class MemoryStores {
    private MemoryStores() {}

    public static Stores of(StoreClock clock) {
        return new Stores(
                new MemoryRooms(clock),
                new MemoryPeers(clock),
                new MemoryHoldings(clock),
                new MemoryLeases(clock),
                new MemoryNotices(clock),
                new CheckedJournals(new MemoryJournals(clock)),
                new MemoryUsage(clock),
                new Doubt());
    }
}
