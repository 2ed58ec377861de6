package io.chappe.gateway.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chappe.node.config.ConfigException;
import io.chappe.node.tls.CertificateWatch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class CertificateIT {
    private static final String WITHOUT_AUTHENTICATED_ENCRYPTION = "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA";

    @TempDir
    private Path folder;

    @Test
    void usesANewCertificateForNewHandshakesAndKeepsOldSockets() throws Exception {
        TestCertificate live = TestCertificate.in(folder.resolve("live"), "first");
        TestCertificate next = TestCertificate.in(folder.resolve("next"), "second");
        try (RunningListener listener = RunningListener.start(live.listener(), "", EchoAdapter::new);
                RawSocket old = live.open(listener.port())) {
            // Given
            assertThat(TestCertificate.subject(listener.port())).isEqualTo("CN=first");

            // When
            TestCertificate.replace(live.certificate, next.certificate);
            // For a while the new certificate stands beside the old key, and the old pair must stay.
            listener.awaitCount(1, 20, "chappe.certificate.changes", "outcome", "refused");
            assertThat(TestCertificate.subject(listener.port())).isEqualTo("CN=first");
            TestCertificate.replace(live.key, next.key);

            // Then
            listener.awaitCount(1, 20, "chappe.certificate.changes", "outcome", "reloaded");
            assertThat(TestCertificate.subject(listener.port())).isEqualTo("CN=second");
            old.send(RawSocket.text("still here"));
            assertThat(old.frame().text()).isEqualTo("still here");
            assertThat(TestCertificate.agree(listener.port(), "TLSv1.2", WITHOUT_AUTHENTICATED_ENCRYPTION))
                    .isFalse();
        }
    }

    @Test
    void keepsTheOldCertificateWhenTheNewFileIsBad() throws Exception {
        TestCertificate live = TestCertificate.in(folder, "first");
        try (RunningListener listener = RunningListener.start(live.listener(), "", EchoAdapter::new)) {
            // When
            Files.writeString(live.certificate, "not a certificate");

            // Then
            listener.awaitCount(1, 20, "chappe.certificate.changes", "outcome", "refused");
            // Once, however often it looks, on however many event loops.
            TimeUnit.SECONDS.sleep(CertificateWatch.INTERVAL.toSeconds() + 1);
            assertThat(listener.count("chappe.certificate.changes", "outcome", "refused"))
                    .isEqualTo(1);
            assertThat(TestCertificate.subject(listener.port())).isEqualTo("CN=first");
        }
    }

    @Test
    void readsPkcs12() throws Exception {
        TestCertificate certificate = TestCertificate.in(folder, "stored");
        try (RunningListener listener = RunningListener.start(certificate.pkcs12Listener(), "", EchoAdapter::new)) {
            // When
            String subject = TestCertificate.subject(listener.port());

            // Then
            assertThat(subject).isEqualTo("CN=stored");
        }
    }

    @Test
    void doesNotStartWithAKeyOfAnotherCertificate() throws Exception {
        // Given
        TestCertificate one = TestCertificate.in(folder.resolve("one"), "one");
        TestCertificate other = TestCertificate.in(folder.resolve("other"), "other");
        TestCertificate.replace(one.key, other.key);

        // When
        assertThatThrownBy(one::listener)
                // Then
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("certificate: ")
                .hasMessageContaining("the key does not belong to the certificate");
    }

    @Test
    void tellsAClientWithoutTlsThatItWantsHttps() throws Exception {
        TestCertificate certificate = TestCertificate.in(folder, "secure");
        try (RunningListener listener = RunningListener.start(certificate.listener(), "", EchoAdapter::new);
                RawSocket socket = RawSocket.connect(listener.port())) {
            // When
            socket.send("GET / HTTP/1.1\r\nHost: localhost:" + listener.port() + "\r\n\r\n");

            // Then
            assertThat(socket.head()).startsWith("HTTP/1.1 400 ");
            assertThat(socket.rest())
                    .isEqualTo("This port speaks https: open https://localhost:" + listener.port() + "/\n");
            listener.awaitCount(1, "chappe.handshakes.refused", "reason", "not_tls");
            assertThat(TestCertificate.subject(listener.port())).isEqualTo("CN=secure");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, true",
        "TLSv1.3, TLS_AES_128_GCM_SHA256, true",
        "TLSv1.2, " + WITHOUT_AUTHENTICATED_ENCRYPTION + ", false",
    })
    void agreesToAuthenticatedEncryptionOnly(String version, String suite, boolean letIn) throws Exception {
        // Given
        TestCertificate certificate = TestCertificate.in(folder, "secure");
        try (RunningListener listener = RunningListener.start(certificate.listener(), "", EchoAdapter::new)) {
            // When
            boolean agreed = TestCertificate.agree(listener.port(), version, suite);

            // Then
            assertThat(agreed).isEqualTo(letIn);
        }
    }

    @Test
    void saysWhichPortIsTaken() throws Exception {
        try (RunningListener first = RunningListener.plain("", EchoAdapter::new)) {
            // Given
            ListenerConfig same = new ListenerConfig(
                    "127.0.0.1", first.port(), false, null, java.util.List.of(Served.SOCKETS), java.util.List.of());

            // When
            assertThatThrownBy(() -> RunningListener.start(same, "", EchoAdapter::new))
                    // Then
                    .rootCause()
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("127.0.0.1:" + first.port());
        }
    }
}
