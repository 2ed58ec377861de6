package io.chappe.gateway.tenant;

import io.chappe.node.config.ConfigLoader;
import io.chappe.node.config.Setting;
import io.chappe.node.tenant.TenantConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What stands in a file of tenants. */
record TenantsFile(
        @Setting(help = "The tenants, as in the gateway's own configuration.")
        List<TenantConfig> tenants) {
    TenantsFile {
        tenants = List.copyOf(tenants);
        TenantConfig.requireDistinct(tenants);
    }

    /**
     * Reads the file; not for an event loop.
     *
     * @throws io.chappe.node.config.ConfigException with one line that says where it is wrong
     */
    static TenantsFile read(Path file) {
        return ConfigLoader.load(TenantsFile.class, new String[] {"--config", file.toString()}, Map.of());
    }
}
