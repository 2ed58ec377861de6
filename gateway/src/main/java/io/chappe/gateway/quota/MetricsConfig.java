package io.chappe.gateway.quota;

import io.chappe.node.config.Require;
import io.chappe.node.config.Setting;

/** Settings of what {@code /metrics} tells. */
public record MetricsConfig(
        @Setting(
                def = "50",
                help =
                        "So many tenants have time series of their own, as they come: those of `tenants` in their order, then others."
                                + " The rest share the series of the tenant `other`. Each may be six series on each gateway.")
        int tenants) {
    public MetricsConfig {
        Require.range("tenants", tenants, 0, 10_000);
    }
}
