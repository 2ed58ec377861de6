package io.chappe.node.config;

import io.vertx.core.net.KeyCertOptions;
import java.security.GeneralSecurityException;
import java.security.KeyException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.X509KeyManager;

/** Proves that a private key belongs to the certificate beside it: the JDK would take any pair, and fail every handshake. */
public final class KeyProof {
    private KeyProof() {}

    /**
     * Blocks; not for an event loop.
     *
     * @param options with the content of files, and not their names
     * @return the certificate, followed by its intermediates
     * @throws KeyException in a few words for the operator, which name no file
     * @throws Exception whatever Vert.x and the JDK think of content that is no certificate or no key
     */
    public static X509Certificate[] require(KeyCertOptions options) throws Exception {
        // Only options that name files need a Vert.x to read them.
        X509KeyManager manager = Arrays.stream(
                        options.getKeyManagerFactory(null).getKeyManagers())
                .filter(X509KeyManager.class::isInstance)
                .map(X509KeyManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new KeyException("there is no key"));
        for (String type : new String[] {"EC", "RSA", "EdDSA"}) {
            String[] aliases = manager.getServerAliases(type, null);
            if (aliases != null && aliases.length > 0) {
                X509Certificate[] chain = manager.getCertificateChain(aliases[0]);
                if (!isPair(manager.getPrivateKey(aliases[0]), chain[0])) {
                    throw new KeyException("the key does not belong to the certificate");
                }
                return chain;
            }
        }
        throw new KeyException("there is no key of type EC, RSA or EdDSA");
    }

    private static boolean isPair(PrivateKey key, X509Certificate certificate) {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        try {
            byte[] anything = certificate.getTBSCertificate();
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            signing.update(anything);
            byte[] signature = signing.sign();
            Signature verifying = Signature.getInstance(algorithm);
            verifying.initVerify(certificate.getPublicKey());
            verifying.update(anything);
            return verifying.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
