package io.chappe.gateway;

import io.chappe.gateway.drain.DrainConfig;
import io.chappe.gateway.listener.ListenerConfig;
import io.chappe.gateway.protocol.chappe.NativeConfig;
import io.chappe.gateway.quota.MetricsConfig;
import io.chappe.gateway.socket.SocketLimits;
import io.chappe.node.NodeConfig;
import io.chappe.node.config.ClusterConfig;
import io.chappe.node.config.OperationsConfig;
import io.chappe.node.config.Require;
import io.chappe.node.config.Setting;
import io.chappe.node.tenant.SecondSession;
import io.chappe.node.tenant.TenantConfig;
import io.chappe.node.tenant.TenantLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All settings of a gateway. */
public record GatewayConfig(
        ClusterConfig cluster,

        @Setting(def = "{port: 9080}") OperationsConfig operations,

        @Setting(def = "[]", help = "The ports for clients; at least one.")
        List<ListenerConfig> listeners,

        SocketLimits limits,
        NativeConfig chappe,

        @Setting(def = "{}", help = "How clients are sent to other gateways.")
        DrainConfig drain,

        @Setting(def = "{}", help = "What /metrics tells.") MetricsConfig metrics,

        @Setting(def = "[]", help = "Who may come in; without a tenant nobody may.")
        List<TenantConfig> tenants,

        @Setting(
                help =
                        "A YAML file with more of them, as `tenants: [...]`. It is read again when it changes; a bad one keeps those"
                                + " that are there. Sessions of a tenant that is not there any more end.")
        @Nullable Path tenantsFile,

        @Setting(
                def = "false",
                help =
                        "Adds the tenant demo, which lets anyone on this machine in without a token. Never in production.")
        boolean development)
        implements NodeConfig {
    private static final int DEMO_SESSIONS = 100;

    /** A page of one's own is at first served by http on some port of this machine. */
    private static final TenantConfig DEMO = new TenantConfig(
            "demo",
            true,
            null,
            List.of("https://localhost:*", "https://127.0.0.1:*", "http://localhost:*", "http://127.0.0.1:*"),
            Duration.ofSeconds(20),
            SecondSession.ALLOWED,
            DEMO_SESSIONS,
            TenantLimits.NONE,
            List.of(),
            true,
            List.of(),
            List.of(),
            false);

    public GatewayConfig {
        Require.that(
                !listeners.isEmpty(),
                "listeners must have at least one, for example [{port: 8443, certificate: ...}], in the file that --config"
                        + " names");
        listeners = List.copyOf(listeners);
        requireDistinctPorts(listeners);
        Require.that(
                !development || listeners.stream().allMatch(ListenerConfig::isLoopback),
                "development lets anyone in who reaches the gateway: give every listener the host 127.0.0.1, or configure"
                        + " tenants instead");
        List<TenantConfig> all = new ArrayList<>(tenants);
        if (development) {
            all.add(DEMO);
        }
        tenants = List.copyOf(all);
        TenantConfig.requireDistinct(tenants);
    }

    /** Two on one port would share its clients between them, whatever each serves. */
    private static void requireDistinctPorts(List<ListenerConfig> listeners) {
        for (int i = 0; i < listeners.size(); i++) {
            ListenerConfig listener = listeners.get(i);
            Require.that(
                    listeners.subList(0, i).stream().noneMatch(listener::sharesPortWith),
                    "listeners[" + i + "].port: " + listener.port() + " stands twice");
        }
    }
}
