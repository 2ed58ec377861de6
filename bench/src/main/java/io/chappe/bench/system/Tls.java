package io.chappe.bench.system;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;

/** One certificate for all that is measured: ECDSA on P-256, as {@code deploy/development-certificate} makes it. */
public record Tls(Path certificate, Path key) {
    private static final String END = "-----END CERTIFICATE-----";
    private static final char[] PASSWORD = "development".toCharArray();

    /** Makes it, unless it is there from before. */
    public static Tls in(Path folder, Path root) throws IOException, InterruptedException {
        if (!Files.exists(folder)) {
            Programs.run(root.resolve("deploy/development-certificate").toString(), folder.toString());
        }
        Tls tls = new Tls(folder.resolve("server.crt"), folder.resolve("server.key"));
        try (InputStream in = Files.newInputStream(folder.resolve("server.p12"))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD);
            StringBuilder chain = new StringBuilder();
            for (Certificate certificate : store.getCertificateChain("server")) {
                chain.append(pem("CERTIFICATE", certificate.getEncoded()));
            }
            Files.writeString(tls.certificate, chain);
            Files.writeString(
                    tls.key, pem("PRIVATE KEY", store.getKey("server", PASSWORD).getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
        return tls;
    }

    /** The certificate alone, without those of whoever has signed it, in PEM. */
    String leaf() throws IOException {
        String chain = Files.readString(certificate);
        return chain.substring(0, chain.indexOf(END) + END.length());
    }

    private static String pem(String type, byte[] der) {
        String lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN " + type + "-----\n" + lines + "\n-----END " + type + "-----\n";
    }
}
