package io.chappe.presence.store.memory;

import io.chappe.presence.store.StoreClock;
import io.chappe.presence.store.StoreContract;
import io.chappe.presence.store.Stores;

class MemoryStoresTest extends StoreContract {
    private static final Stores STORES = MemoryStores.of(new StoreClock(NOW::get));

    @Override
    protected Stores stores() {
        return STORES;
    }
}
