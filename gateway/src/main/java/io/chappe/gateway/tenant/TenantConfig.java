package io.chappe.gateway.tenant;

import io.chappe.core.model.TenantId;
import io.chappe.node.config.Setting;
import java.util.List;

/** One tenant. */
public record TenantConfig(
        @Setting(help = "Name of the tenant: 1 to 128 characters.")
        String name,

        @Setting(def = "false", help = "Whether peers may come without a token, under a name of their choice.")
        boolean anonymous,

        @Setting(
                def = "[]",
                help = "Sites whose pages may open sockets: https://app.example.com, https://*.example.com,"
                        + " https://localhost:*. Clients that are no browsers name none.")
        List<String> origins) {
    public TenantConfig {
        new TenantId(name);
        origins = List.copyOf(origins);
    }
}
