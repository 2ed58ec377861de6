package io.chappe.presence.events;

import io.chappe.node.config.Require;
import io.chappe.node.config.Setting;
import io.chappe.presence.store.JournalStore;
import io.chappe.presence.store.JournalStore.Keeping;
import java.time.Duration;

/** How much of what happens is kept for the admin API's events. */
public record EventsConfig(
        @Setting(
                def = "10000",
                help = "Events that are kept of each tenant, some 300 bytes each; 0 keeps none. The same on every"
                        + " presence-service.")
        int kept,

        @Setting(def = "24h", help = "For how long a tenant's events are kept after its last one.")
        Duration keptFor) {
    private static final Duration LEAST = Duration.ofMinutes(1);
    private static final Duration MOST = Duration.ofDays(400);

    public EventsConfig {
        Require.range("kept", kept, 0, JournalStore.MOST_KEPT);
        Require.that(
                keptFor.compareTo(LEAST) >= 0 && keptFor.compareTo(MOST) <= 0, "keptFor must be 1m to 400 days long");
    }

    /** Whether events are written down at all. */
    public boolean areKept() {
        return kept > 0;
    }

    Keeping keeping() {
        return new Keeping(kept, keptFor);
    }
}
