package io.chappe.node.tls;

import io.chappe.node.config.Require;
import io.chappe.node.config.Secret;
import io.chappe.node.config.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A certificate on disk: PEM certificate and key, or a PKCS12 store. Changed files are loaded without a restart. */
public record TlsConfig(
        @Setting(help = "PEM file of the certificate, followed by its intermediates.") @Nullable Path certificate,

        @Setting(help = "PEM file of the certificate's private key, PKCS8, not encrypted.") @Nullable Path key,

        @Setting(help = "PKCS12 file with certificate and key, instead of the two PEM files.") @Nullable Path pkcs12,

        @Setting(help = "Password of the PKCS12 file.") @Nullable Secret password) {
    public TlsConfig {
        if (pkcs12 == null) {
            Require.that(
                    certificate != null && key != null,
                    "certificate and key must both be given (PEM files), or pkcs12 and password instead");
            readable("certificate", certificate);
            readable("key", key);
        } else {
            Require.that(
                    certificate == null && key == null, "pkcs12 must not be given together with certificate or key");
            Require.that(password != null, "password of the pkcs12 file is missing");
            readable("pkcs12", pkcs12);
        }
    }

    private static void readable(String name, @Nullable Path file) {
        Require.that(
                file == null || Files.isReadable(file), name + " file " + file + " does not exist or is not readable");
    }
}
