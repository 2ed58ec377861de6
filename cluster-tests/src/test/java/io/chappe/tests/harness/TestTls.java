package io.chappe.tests.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.util.Base64;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate for localhost, for servers and clients, from a test's own CA, made once with the JDK's keytool, as PEM files. */
public final class TestTls {
    private static final String PASSWORD = "changeit";
    private static final String KEYTOOL =
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString();

    private final Path folder;

    private TestTls(Path folder) {
        this.folder = folder;
    }

    /** Uses what an earlier run has made. */
    public static synchronized TestTls in(Path folder) {
        TestTls tls = new TestTls(folder);
        if (!Files.exists(tls.key())) {
            tls.make();
        }
        return tls;
    }

    public Path ca() {
        return folder.resolve("ca.pem");
    }

    public Path certificate() {
        return folder.resolve("server.pem");
    }

    public Path key() {
        return folder.resolve("server.key");
    }

    /** What Chromium trusts a certificate by: the SHA-256 of its SubjectPublicKeyInfo, in Base64. */
    public String spki() {
        try {
            byte[] encoded = serverChain(load("server.p12"))[0].getPublicKey().getEncoded();
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(encoded));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Trusts the CA and nothing else. */
    public SSLContext trusting() throws GeneralSecurityException {
        return trusting(new KeyManager[0]);
    }

    /** The same, of a client that shows another's certificate. */
    public SSLContext trusting(TestTls shown) throws GeneralSecurityException {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(shown.load("server.p12"), PASSWORD.toCharArray());
        return trusting(managers.getKeyManagers());
    }

    private SSLContext trusting(KeyManager[] shown) throws GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        try {
            trusted.load(null, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        trusted.setCertificateEntry("ca", load("ca.p12").getCertificate("ca"));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(shown, managers.getTrustManagers(), null);
        return context;
    }

    private void make() {
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(folder.resolve("ca.p12"));
            genkey("ca", "CN=Chappe test CA", "bc:c=ca:true");
            pem(ca(), "CERTIFICATE", load("ca.p12").getCertificate("ca").getEncoded());
            renew();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a new key and a new certificate of the same CA in place of the old ones, one file after the other. */
    public void renew() {
        try {
            Files.deleteIfExists(folder.resolve("server.p12"));
            genkey("server", "CN=localhost", "san=dns:localhost,ip:127.0.0.1");
            sign();
            KeyStore server = load("server.p12");
            pem(certificate(), "CERTIFICATE", serverChain(server)[0].getEncoded());
            Key key = server.getKey("server", PASSWORD.toCharArray());
            // Last: it is the sign that all is there.
            pem(key(), "PRIVATE KEY", key.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void genkey(String alias, String subject, String extension) {
        keytool(
                alias,
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                subject,
                "-ext",
                extension,
                "-validity",
                "30");
    }

    private void sign() {
        String request = folder.resolve("server.csr").toString();
        String signed = folder.resolve("signed.pem").toString();
        String ca = folder.resolve("ca.crt").toString();
        keytool("server", "-certreq", "-alias", "server", "-file", request);
        keytool(
                "ca",
                "-gencert",
                "-alias",
                "ca",
                "-infile",
                request,
                "-outfile",
                signed,
                "-rfc",
                "-validity",
                "30",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-ext",
                "eku=serverAuth,clientAuth");
        keytool("ca", "-exportcert", "-alias", "ca", "-file", ca, "-rfc");
        keytool("server", "-importcert", "-noprompt", "-alias", "ca", "-file", ca);
        keytool("server", "-importcert", "-noprompt", "-alias", "server", "-file", signed);
    }

    private void keytool(String store, String... arguments) {
        String[] command = new String[arguments.length + 7];
        command[0] = KEYTOOL;
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        String file = folder.resolve(store + ".p12").toString();
        String[] where = {"-keystore", file, "-storepass", PASSWORD, "-storetype", "PKCS12"};
        System.arraycopy(where, 0, command, arguments.length + 1, where.length);
        Shell.run(command);
    }

    private KeyStore load(String name) throws GeneralSecurityException {
        try (InputStream in = Files.newInputStream(folder.resolve(name))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Certificate[] serverChain(KeyStore store) throws GeneralSecurityException {
        return store.getCertificateChain("server");
    }

    private static void pem(Path file, String label, byte[] der) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        // In one step, as an orchestrator does it.
        Path beside = file.resolveSibling("new");
        Files.writeString(beside, "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n");
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
