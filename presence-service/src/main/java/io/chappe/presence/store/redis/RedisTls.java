package io.chappe.presence.store.redis;

import io.chappe.node.config.Require;
import io.chappe.node.config.Setting;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** How connections to {@code rediss://} URLs are secured; the server's certificate and its name are always checked. */
public record RedisTls(
        @Setting(
                help = "PEM file with the authority that has signed the servers' certificates; without it, the JDK's"
                        + " authorities are trusted.")
        @Nullable Path authority,

        @Setting(help = "PEM file with this service's own certificate, where Redis asks for one; wants key.") @Nullable Path certificate,

        @Setting(help = "PEM file with the key of that certificate.") @Nullable Path key) {
    public RedisTls {
        Require.that((certificate == null) == (key == null), "certificate and key must both be there or none");
    }
}
