package io.chappe.gateway.listener;

import io.chappe.node.config.ConfigLoader;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A self-signed certificate made by the JDK's keytool, as PEM files and as a PKCS12 store. */
final class TestCertificate {
    private static final String PASSWORD = "changeit";

    final Path certificate;
    final Path key;
    final Path pkcs12;

    private TestCertificate(Path folder) {
        this.certificate = folder.resolve("cert.pem");
        this.key = folder.resolve("key.pem");
        this.pkcs12 = folder.resolve("store.p12");
    }

    static TestCertificate in(Path folder, String commonName) throws Exception {
        TestCertificate made = new TestCertificate(Files.createDirectories(folder));
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + commonName,
                        "-ext",
                        "SAN=dns:localhost,ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        made.pkcs12.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        if (!keytool.waitFor(30, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            throw new IllegalStateException("keytool failed: " + Files.readString(folder.resolve("keytool.log")));
        }
        made.writePem();
        return made;
    }

    private void writePem() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(pkcs12)) {
            store.load(in, PASSWORD.toCharArray());
        }
        Key secret = store.getKey("server", PASSWORD.toCharArray());
        Files.writeString(key, pem("PRIVATE KEY", secret.getEncoded()));
        Files.writeString(
                certificate, pem("CERTIFICATE", store.getCertificate("server").getEncoded()));
    }

    private static String pem(String name, byte[] der) {
        String lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN " + name + "-----\n" + lines + "\n-----END " + name + "-----\n";
    }

    /** Replaces a file in one step, as an orchestrator does. */
    static void replace(Path file, Path by) throws Exception {
        Path beside = Files.copy(by, file.resolveSibling("new"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    ListenerConfig listener() {
        return ConfigLoader.parse(
                ListenerConfig.class,
                "{host: 127.0.0.1, port: 0, certificate: {certificate: %s, key: %s}}".formatted(certificate, key));
    }

    ListenerConfig pkcs12Listener() {
        return ConfigLoader.parse(
                ListenerConfig.class,
                "{host: 127.0.0.1, port: 0, certificate: {pkcs12: %s, password: %s}}".formatted(pkcs12, PASSWORD));
    }

    /** A socket over TLS. */
    RawSocket open(int port) throws Exception {
        RawSocket opened = new RawSocket(connect(port));
        opened.upgrade("/echo");
        return opened;
    }

    /** The subject of the certificate that a listener shows now. */
    static String subject(int port) throws Exception {
        try (SSLSocket socket = connect(port)) {
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                    .getSubjectX500Principal()
                    .getName();
        }
    }

    /** Whether a listener takes a client that knows one version and one cipher suite. */
    static boolean agree(int port, String version, String suite) throws Exception {
        try (SSLSocket socket = socket(port)) {
            socket.setEnabledProtocols(new String[] {version});
            socket.setEnabledCipherSuites(new String[] {suite});
            socket.startHandshake();
            return true;
        } catch (SSLHandshakeException e) {
            return false;
        }
    }

    private static SSLSocket connect(int port) throws Exception {
        SSLSocket socket = socket(port);
        socket.startHandshake();
        return socket;
    }

    private static SSLSocket socket(int port) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustAll()}, null);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port);
        socket.setSoTimeout(10_000);
        return socket;
    }

    /** The tests look at which certificate it is; whether it is trusted is the client's affair. */
    private static final class TrustAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            // Not asked.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            // Anything goes.
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
