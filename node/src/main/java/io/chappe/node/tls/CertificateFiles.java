package io.chappe.node.tls;

import io.chappe.node.config.KeyProof;
import io.chappe.node.config.Secret;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PfxOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a certificate and its key, and proves that they can be used. Blocks; not for an event loop. */
public final class CertificateFiles {
    private final TlsConfig config;
    private volatile long endsAt;

    public CertificateFiles(TlsConfig config) {
        this.config = config;
    }

    /**
     * Reads the files.
     *
     * @param known what was read before: if the files are still the same, that it is of use needs no proof, which takes
     *     a while for PKCS12
     * @throws UnusableCertificate with one line for the operator
     */
    public KeyCertOptions read(@Nullable KeyCertOptions known) throws UnusableCertificate {
        try {
            KeyCertOptions options = options();
            if (options.equals(known)) {
                return options;
            }
            // The two PEM files are replaced one after the other: for a moment the new certificate may be beside the
            // old key.
            X509Certificate own = KeyProof.require(options)[0];
            endsAt = own.getNotAfter().toInstant().getEpochSecond();
            return options;
        } catch (KeyException e) {
            throw new UnusableCertificate(this + ": " + e.getMessage());
        } catch (Exception e) {
            // Whatever the JDK and Vert.x think of, from a missing file to bad base64; never with the key in it.
            throw new UnusableCertificate(this + " cannot be read: " + e);
        }
    }

    /** When the certificate ends that was read last and is of use, in seconds of the Unix epoch. From any thread. */
    long endsAt() {
        return endsAt;
    }

    /** Why the files are of no use, in a sentence for whoever has configured them; empty if they are. */
    public Optional<String> problem() {
        try {
            read(null);
            return Optional.empty();
        } catch (UnusableCertificate e) {
            return Optional.of("certificate: " + e.getMessage());
        }
    }

    private KeyCertOptions options() throws Exception {
        Path pkcs12 = config.pkcs12();
        if (pkcs12 == null) {
            return new PemKeyCertOptions()
                    .setCertValue(content(config.certificate()))
                    .setKeyValue(content(config.key()));
        }
        Secret password = config.password();
        return new PfxOptions().setValue(content(pkcs12)).setPassword(password == null ? "" : password.value());
    }

    private static Buffer content(@Nullable Path file) throws Exception {
        return file == null ? Buffer.buffer() : Buffer.buffer(Files.readAllBytes(file));
    }

    @Override
    public String toString() {
        Path pkcs12 = config.pkcs12();
        return pkcs12 != null ? pkcs12.toString() : config.certificate() + " with " + config.key();
    }

    /** Its message is one line that names the files. */
    public static final class UnusableCertificate extends Exception {
        UnusableCertificate(String message) {
            super(message, null, false, false);
        }
    }
}
