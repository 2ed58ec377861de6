package io.chappe.node.config;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** TLS between nodes, in which each side shows the other its certificate. The files are read once, at the start. */
public record BusTlsConfig(
        @Setting(
                help = "PEM file of this node's own certificate, followed by its intermediates. It must be good for TLS"
                        + " servers and for TLS clients.")
        Path certificate,

        @Setting(help = "PEM file of the certificate's private key, PKCS8, not encrypted.")
        Path key,

        @Setting(help = "PEM file of the authority that signs all nodes' certificates, and nobody else's.")
        Path authority) {
    /** What an authentication by a certificate is called since TLS 1.3. */
    private static final String ANY = "UNKNOWN";

    public BusTlsConfig {
        readable("certificate", certificate);
        readable("key", key);
        readable("authority", authority);
        X509TrustManager trusting = trusting(authority);
        X509Certificate[] own = proven(certificate, key);
        try {
            trusting.checkServerTrusted(own, ANY);
            trusting.checkClientTrusted(own, ANY);
        } catch (CertificateException e) {
            throw new IllegalArgumentException(
                    "certificate: other nodes will not take " + certificate + ": " + e.getMessage(), e);
        }
    }

    private static void readable(String name, Path file) {
        Require.that(Files.isReadable(file), name + ": file " + file + " does not exist or is not readable");
    }

    private static X509Certificate[] proven(Path certificate, Path key) {
        try {
            return KeyProof.require(own(certificate, key));
        } catch (KeyException e) {
            throw new IllegalArgumentException("key: " + certificate + " with " + key + ": " + e.getMessage(), e);
        } catch (Exception e) {
            throw new IllegalArgumentException(
                    "certificate: " + certificate + " with " + key + " cannot be read: " + e, e);
        }
    }

    private static X509TrustManager trusting(Path authority) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (Certificate trusted : CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(authority)))) {
                store.setCertificateEntry("authority-" + store.size(), trusted);
            }
            Require.that(store.size() > 0, "authority: " + authority + " has no certificate in it");
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return Arrays.stream(factory.getTrustManagers())
                    .filter(X509TrustManager.class::isInstance)
                    .map(X509TrustManager.class::cast)
                    .findFirst()
                    .orElseThrow();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("authority: " + authority + " cannot be read: " + e, e);
        }
    }

    /** What this node shows. */
    public PemKeyCertOptions own() {
        return own(certificate, key);
    }

    /** What it wants of the others. */
    public PemTrustOptions trusted() {
        return trusted(authority);
    }

    private static PemKeyCertOptions own(Path certificate, Path key) {
        return new PemKeyCertOptions().setCertValue(content(certificate)).setKeyValue(content(key));
    }

    private static PemTrustOptions trusted(Path authority) {
        return new PemTrustOptions().addCertValue(content(authority));
    }

    private static Buffer content(Path file) {
        try {
            return Buffer.buffer(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
