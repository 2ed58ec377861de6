package io.chappe.presence.store;

import java.util.concurrent.atomic.AtomicBoolean;

/** Whether a store may have lost something, as the way to it tells. For any thread. */
public final class Doubt {
    private final AtomicBoolean raised = new AtomicBoolean();

    public void raise() {
        raised.set(true);
    }

    /** True once for all that was raised before. */
    public boolean take() {
        return raised.getAndSet(false);
    }
}
