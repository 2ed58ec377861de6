package io.chappe.presence.admin;

import io.chappe.core.model.TenantId;
import io.chappe.node.config.Require;
import io.chappe.node.config.Setting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A key of the admin API. The configuration has its hash only; {@code deploy/api-key} makes both. */
public record ApiKeyConfig(
        @Setting(help = "What it is called in logs: a to z, 0 to 9 and -, at most 40 characters.")
        String name,

        @Setting(help = "SHA-256 of the whole key, as 64 hexadecimal digits.")
        String hash,

        @Setting(
                def = "[read]",
                help =
                        "What it may do: read asks about a tenant, write changes its rooms, takes back its tokens and exchanges their keys, operate changes tenants, and is for nodes and the audit journal.")
        List<Scope> scopes,

        @Setting(help = "The only tenant that it sees; without one it sees all. Such a key cannot operate.") @Nullable String tenant) {
    public ApiKeyConfig {
        Require.that(name.matches("[a-z0-9-]{1,40}"), "name must be a to z, 0 to 9 and -, at most 40 characters");
        Require.that(
                hash.matches("[0-9a-f]{64}"),
                "hash must be a SHA-256 as 64 hexadecimal digits in lower case; deploy/api-key makes a key and its hash");
        Require.that(!scopes.isEmpty(), "scopes must not be empty");
        scopes = List.copyOf(scopes);
        if (tenant != null) {
            Require.that(!scopes.contains(Scope.OPERATE), "scopes must not have operate, since the key has a tenant");
            tenant = new TenantId(tenant).value();
        }
    }

    boolean may(Scope scope) {
        return scopes.contains(scope);
    }

    boolean sees(String asked) {
        return tenant == null || tenant.equals(asked);
    }
}
