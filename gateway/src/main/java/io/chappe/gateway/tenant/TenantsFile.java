package io.chappe.gateway.tenant;

import io.chappe.node.config.ConfigLoader;
import io.chappe.node.config.Setting;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What stands in a file of tenants. */
record TenantsFile(
        @Setting(help = "The tenants, as in the gateway's own configuration.")
        List<TenantConfig> tenants) {
    TenantsFile {
        tenants = List.copyOf(tenants);
        Set<String> names = new HashSet<>();
        for (int i = 0; i < tenants.size(); i++) {
            String name = tenants.get(i).name();
            if (!names.add(name)) {
                throw new IllegalArgumentException("tenants[" + i + "].name: '" + name + "' stands twice");
            }
        }
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
