package io.chappe.node.config;

/** The operations port: health and metrics. It has no access control, so it is on loopback unless configured. */
public record OperationsConfig(
        @Setting(def = "127.0.0.1", help = "Address that /health/live, /health/ready and /metrics listen on.")
        String host,

        @Setting(help = "Port of the above; 0 takes a free one.")
        int port) {
    public OperationsConfig {
        Require.port("port", port);
    }
}
