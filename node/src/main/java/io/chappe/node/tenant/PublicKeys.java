package io.chappe.node.tenant;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Public keys from PEM (RFC 7468): {@code PUBLIC KEY}, or the {@code CERTIFICATE} that has it. */
final class PublicKeys {
    private static final Pattern PEM =
            Pattern.compile("\\s*-----BEGIN (PUBLIC KEY|CERTIFICATE)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----\\s*");

    /** The type of a key stands in its encoding, where only its own factory looks. */
    private static final List<String> TYPES = List.of("RSA", "EC", "EdDSA");

    private PublicKeys() {}

    /**
     * Reads a key.
     *
     * @throws IllegalArgumentException with what is wrong; nothing of the text is in it, which may be a private key
     */
    static PublicKey ofPem(String text) {
        Matcher pem = PEM.matcher(text);
        if (!pem.matches()) {
            throw new IllegalArgumentException(
                    "it must be one PEM block, -----BEGIN PUBLIC KEY----- or -----BEGIN CERTIFICATE-----");
        }
        byte[] der = Base64.getMimeDecoder().decode(pem.group(2));
        return pem.group(1).equals("CERTIFICATE") ? ofCertificate(der) : ofKey(der);
    }

    private static PublicKey ofKey(byte[] der) {
        for (String type : TYPES) {
            try {
                return KeyFactory.getInstance(type).generatePublic(new X509EncodedKeySpec(der));
            } catch (GeneralSecurityException e) {
                // It is of another type, or of none.
            }
        }
        throw new IllegalArgumentException("it is no public key of the types " + String.join(", ", TYPES));
    }

    private static PublicKey ofCertificate(byte[] der) {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(der))
                    .getPublicKey();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("it is no X.509 certificate", e);
        }
    }
}
