package io.chappe.node.config;

import org.jspecify.annotations.Nullable;

/** The operations port: health, metrics, and the operator's commands. On loopback unless configured. */
public record OperationsConfig(
        @Setting(def = "127.0.0.1", help = "Address that /health/live, /health/ready and /metrics listen on.")
        String host,

        @Setting(help = "Port of the above; 0 takes a free one.")
        int port,

        @Setting(
                help =
                        "What commands such as POST /drain must bring, as Authorization: Bearer KEY. Without one they are"
                                + " answered on loopback only.")
        @Nullable Secret key) {
    public OperationsConfig {
        Require.port("port", port);
    }
}
