package io.chappe.presence;

import io.chappe.presence.store.Stores;
import io.chappe.presence.store.memory.MemoryStores;
import io.vertx.core.Vertx;

class PresenceServiceTest extends PresenceServiceContract {
    @Override
    protected Stores stores(Vertx vertx) {
        return MemoryStores.of(CLOCK);
    }
}
