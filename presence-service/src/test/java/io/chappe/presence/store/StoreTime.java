package io.chappe.presence.store;

import java.util.concurrent.atomic.AtomicLong;

/** The time by which stores under test live, in ms. */
public final class StoreTime {
    public static final AtomicLong NOW = new AtomicLong(1_000_000_000_000L);

    private StoreTime() {}
}
