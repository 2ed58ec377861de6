package io.chappe.presence.store.redis;

import static io.chappe.presence.store.redis.StoreTrial.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chappe.testing.FreePorts;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How the store shows that it may use a server, and sees that it is the right one. */
@Timeout(60)
class RedisAccessIT {
    private static final char[] PASSWORD = "development".toCharArray();

    @Test
    void aUserWithItsPasswordIsLetIntoItsKeysAndItsDatabase() {
        // Given
        try (TestRedis server = TestRedis.start(
                        "--requirepass", "root", "--user", "ann", "on", ">geheim", "~mine:*", "+@all", "-@dangerous");
                StoreTrial trial =
                        StoreTrial.open("{urls: ['%s'], database: 3, user: ann, password: geheim, keyPrefix: mine}"
                                .formatted(server.url()))) {
            // When
            await(trial.join("r", "s1"));

            // Then
            assertThat(server.cli("-a", "root", "--no-auth-warning", "info", "keyspace"))
                    .contains("db3:");
        }
    }

    @Test
    void aWrongPasswordIsSaid() {
        // Given
        try (TestRedis server = TestRedis.start("--requirepass", "geheim");
                StoreTrial trial = StoreTrial.open("{urls: ['%s'], password: wrong}".formatted(server.url()))) {
            // Then
            assertThatThrownBy(() -> await(trial.join("r", "s1")))
                    .hasMessageContaining("WRONGPASS")
                    .hasMessageContaining(server.url());
        }
    }

    @Test
    void aServerWithTlsMustShowACertificateOfTheAuthority(@TempDir Path folder) throws Exception {
        // Given
        Path certificate = folder.resolve("server.crt");
        Path key = folder.resolve("server.key");
        makeCertificate(folder, certificate, key);
        int port = FreePorts.next();
        String url = "{urls: ['rediss://localhost:%d']".formatted(port);
        try (TestRedis server = TestRedis.start(
                "--tls-port", Integer.toString(port),
                "--tls-cert-file", certificate.toString(),
                "--tls-key-file", key.toString(),
                "--tls-auth-clients", "no")) {
            try (StoreTrial trusting = StoreTrial.open(url + ", tls: {authority: '%s'}}".formatted(certificate));
                    StoreTrial doubting = StoreTrial.open(url + "}")) {
                // Then
                await(trusting.join("r", "s1"));
                assertThat(server.cli("keys", "chappe:room:*")).isNotEmpty();
                assertThatThrownBy(() -> await(doubting.join("r", "s1"))).hasMessageContaining("cannot be reached");
            }
        }
    }

    /** Signed by itself, as the JDK's own tool makes it; Redis wants it in PEM. */
    private static void makeCertificate(Path folder, Path certificate, Path key) throws Exception {
        Path store = folder.resolve("server.p12");
        Process made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "server",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        made.getInputStream().transferTo(OutputStream.nullOutputStream());
        assertThat(made.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD);
        Key secret = keys.getKey("server", PASSWORD);
        Certificate shown = keys.getCertificate("server");
        Files.writeString(key, pem("PRIVATE KEY", secret.getEncoded()));
        Files.writeString(certificate, pem("CERTIFICATE", shown.getEncoded()));
    }

    private static String pem(String kind, byte[] bytes) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, text, kind);
    }
}
