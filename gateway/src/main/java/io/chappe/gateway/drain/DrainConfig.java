package io.chappe.gateway.drain;

import io.chappe.node.config.Require;
import io.chappe.node.config.Setting;
import java.time.Duration;

/** Settings of the way in which clients are sent to other gateways. */
public record DrainConfig(
        @Setting(
                def = "60s",
                help =
                        "How long a gateway that is to end waits for its clients to move; who is left is closed with 1001."
                                + " Below the time after which the orchestrator kills it.")
        Duration deadline,

        @Setting(
                def = "500",
                help = "Clients told a second, or more where the deadline wants it: a connection costs more than a"
                        + " message.")
        int perSecond) {
    public DrainConfig {
        Require.that(!deadline.isNegative(), "deadline must not be negative");
        Require.range("perSecond", perSecond, 1, 1_000_000);
    }
}
