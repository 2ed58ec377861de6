package io.chappe.presence;

import io.chappe.node.NodeConfig;
import io.chappe.node.config.ClusterConfig;
import io.chappe.node.config.OperationsConfig;
import io.chappe.node.config.Require;
import io.chappe.node.config.Setting;
import io.chappe.presence.admin.AdminConfig;
import io.chappe.presence.calls.CallsConfig;
import io.chappe.presence.calls.TracesConfig;
import io.chappe.presence.events.EventsConfig;
import io.chappe.presence.store.Ticket;
import io.chappe.presence.webhooks.WebhooksConfig;
import java.time.Duration;

/** All settings of a presence-service. */
public record PresenceConfig(
        ClusterConfig cluster,

        @Setting(def = "{port: 9180}", help = "Health and metrics.")
        OperationsConfig operations,

        AdminConfig admin,

        @Setting(
                def = "10s",
                help = "A gateway that has not been heard of for so long is lost, and its sessions with it."
                        + " Gateways renew their lease every second. The same on every presence-service; the resumeWindow"
                        + " of every tenant must be more than 5s longer.")
        Duration lease,

        @Setting(
                def = "800ms",
                help =
                        "How long one operation of the store may take; then the request is answered unavailable. Best below"
                                + " 1s, after which gateways ask another presence-service.")
        Duration storeTimeout,

        StoreConfig store,

        EventsConfig events,
        CallsConfig calls,
        TracesConfig traces,

        WebhooksConfig webhooks,

        @Setting(def = "1000", help = "Members that one room may have. The same on every presence-service.")
        int roomMembers,

        @Setting(
                def = "5000",
                help = "Requests under way, of each of the two services; what comes above is refused at once.")
        int requests)
        implements NodeConfig {
    private static final Duration LEAST_LEASE = Duration.ofSeconds(5);

    public PresenceConfig {
        Require.that(lease.compareTo(LEAST_LEASE) >= 0, "lease must be at least 5s, two renewals and a bit");
        Require.positive("storeTimeout", storeTimeout);
        Require.that(storeTimeout.toMillis() < Ticket.VALID_MS, "storeTimeout must be below 5s");
        Require.range("roomMembers", roomMembers, 2, 100_000);
        Require.range("requests", requests, 1, 1_000_000);
    }
}
