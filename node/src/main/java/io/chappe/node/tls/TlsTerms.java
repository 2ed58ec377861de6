package io.chappe.node.tls;

import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.SSLOptions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a listener agrees to in a TLS handshake, with every certificate. */
public final class TlsTerms {
    private static final Set<String> VERSIONS = new LinkedHashSet<>(List.of("TLSv1.3", "TLSv1.2"));

    /**
     * Forward secrecy and authenticated encryption, nothing else: Mozilla's "intermediate", without finite-field
     * Diffie-Hellman (wiki.mozilla.org/Security/Server_Side_TLS, version 5.7).
     */
    private static final Set<String> CIPHER_SUITES = new LinkedHashSet<>(List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"));

    private TlsTerms() {}

    /** Fills in options that nobody has filled in before. */
    public static <O extends SSLOptions> O of(KeyCertOptions certificate, O options) {
        options.setKeyCertOptions(certificate);
        options.setEnabledSecureTransportProtocols(VERSIONS);
        CIPHER_SUITES.forEach(options::addEnabledCipherSuite);
        return options;
    }
}
