package io.chappe.node.tenant;

import io.chappe.node.config.Require;
import io.chappe.node.config.Setting;

/** What all clients of a tenant may do together, over the whole cluster; 0 for as much as they like. */
public record TenantLimits(
        @Setting(
                def = "0",
                help =
                        "Open sessions in the whole cluster; above it `rate_limited` and 1013 for who comes, but never for who"
                                + " comes back. 0: no limit.")
        int sessions,

        @Setting(
                def = "0",
                help =
                        "New sessions in a second, and ten times as many at once, in the whole cluster; above it the same."
                                + " 0: no limit.")
        int connectsPerSecond,

        @Setting(
                def = "0",
                help =
                        "Messages of all its clients in a second, and ten times as many at once, in the whole cluster; above it"
                                + " `rate_limited`, and never 4429. Pings and acknowledgments do not count. 0: no limit.")
        int messagesPerSecond,

        @Setting(def = "0", help = "The same of their bytes; a message to a room counts for each member. 0: no limit.")
        long bytesPerSecond) {
    private static final int MOST_SESSIONS = 100_000_000;
    private static final int MOST_A_SECOND = 100_000_000;
    private static final long MOST_BYTES = 1L << 40;

    public static final TenantLimits NONE = new TenantLimits(0, 0, 0, 0);

    public TenantLimits {
        Require.range("sessions", sessions, 0, MOST_SESSIONS);
        Require.range("connectsPerSecond", connectsPerSecond, 0, MOST_A_SECOND);
        Require.range("messagesPerSecond", messagesPerSecond, 0, MOST_A_SECOND);
        Require.range("bytesPerSecond", bytesPerSecond, 0, MOST_BYTES);
    }
}
