package io.chappe.presence.calls;

import io.chappe.node.config.Require;
import io.chappe.node.config.Setting;
import io.chappe.presence.store.JournalStore.Keeping;
import java.time.Duration;

/** How long it is kept what has happened while calls were set up. */
public record CallsConfig(
        @Setting(
                def = "1h",
                help =
                        "For how long it is kept what has happened between two sessions, after the last of it: some 4 KB a"
                                + " call. The newest 2,000 calls of a tenant are listed.")
        Duration keptFor) {
    private static final Duration LEAST = Duration.ofMinutes(1);
    private static final Duration MOST = Duration.ofDays(30);
    private static final int MOST_FACTS = 400;
    private static final int MOST_LISTED = 2_000;

    public CallsConfig {
        Require.that(
                keptFor.compareTo(LEAST) >= 0 && keptFor.compareTo(MOST) <= 0, "keptFor must be 1m to 30 days long");
    }

    /** Of one call. */
    Keeping facts() {
        return new Keeping(MOST_FACTS, keptFor);
    }

    /** Of a tenant's calls. */
    Keeping list() {
        return new Keeping(MOST_LISTED, keptFor);
    }
}
