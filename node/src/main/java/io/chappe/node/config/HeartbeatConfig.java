package io.chappe.node.config;

import java.time.Duration;

/** How the members of the cluster watch each other. All nodes should have the same. */
public record HeartbeatConfig(
        @Setting(def = "2s", help = "Time between two heartbeats to every other member; whole seconds.")
        Duration interval,

        @Setting(
                def = "15s",
                help = "A member that was silent for so long is removed from the cluster; whole seconds,"
                        + " longer than any pause of a JVM.")
        Duration timeout) {
    public HeartbeatConfig {
        Require.wholeSeconds("interval", interval);
        Require.wholeSeconds("timeout", timeout);
        Require.that(timeout.compareTo(interval.multipliedBy(2)) >= 0, "timeout must be at least twice the interval");
    }
}
