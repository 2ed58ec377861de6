package io.chappe.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.GatewayProcess;
import io.chappe.tests.harness.Seconds;
import io.chappe.tests.harness.TestTls;
import io.chappe.tests.harness.Variation;
import io.chappe.tests.ledger.Account;
import io.chappe.tests.ledger.Results;
import io.chappe.tests.ledger.Scale;
import io.chappe.tests.ledger.Trial;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** All gateways' certificate is replaced on disk under load. */
@Tag("fault")
@Tag("long")
@Timeout(180)
class RotatedCertificateIT {
    private static final TestTls TLS = TestTls.in(Cluster.root()
            .resolve("cluster-tests/target/rotated-tls-"
                    + ProcessHandle.current().pid()));
    private static final double PROMISED_S = 60;
    private static final Duration AFTERWARDS = Duration.ofSeconds(5);
    private static final int READ_LIMIT_MS = 5_000;

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(Scale.services(), Scale.gateways(), new Variation() {
        @Override
        public TestTls tls() {
            return TLS;
        }
    });

    private final List<GatewayProcess> gateways =
            IntStream.range(0, CLUSTER.gateways()).mapToObj(CLUSTER::gateway).toList();
    private final List<Integer> ports = gateways.stream()
            .flatMap(gateway -> Stream.of(gateway.tlsPort(), gateway.pagesPort()))
            .toList();

    @Test
    void newHandshakesUseItAndOldSocketsStay() throws Exception {
        // Given
        Certificate old = onDisk();
        assertThat(shown()).containsOnly(old);
        try (Trial trial = Trial.on(CLUSTER)) {
            // When
            TLS.renew();
            long start = System.nanoTime();
            Certificate next = onDisk();

            // Then
            await("the new certificate")
                    .atMost(Duration.ofSeconds((long) Scale.atMost(PROMISED_S)))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> shown().stream().allMatch(next::equals));
            double used = Seconds.since(start);
            double joined = Reach.secondsUntilAllReachAll(CLUSTER, urls(), AFTERWARDS);
            trial.watchFor(AFTERWARDS);
            Account account = trial.settle();
            Results.row(
                    "The certificate on disk is replaced under load",
                    "new handshakes use it at most 60 s later; old sockets stay and signal on",
                    "%d listeners show it %.1f s after; new sessions signal %.1f s later; %s"
                            .formatted(ports.size(), used, joined, account.figures()));
            assertThat(next).isNotEqualTo(old);
            account.assertKept();
            account.assertUnnoticed();
        }
    }

    private List<URI> urls() {
        return gateways.stream().map(GatewayProcess::signalUrl).toList();
    }

    private static Certificate onDisk() throws GeneralSecurityException, IOException {
        try (InputStream in = Files.newInputStream(TLS.certificate())) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    /** What each listener shows to who comes now. */
    private List<Certificate> shown() throws GeneralSecurityException, IOException {
        Certificate[] all = new Certificate[ports.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = shown(ports.get(i));
        }
        return List.of(all);
    }

    private static Certificate shown(int port) throws GeneralSecurityException, IOException {
        try (SSLSocket socket =
                (SSLSocket) TLS.trusting().getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(READ_LIMIT_MS);
            socket.startHandshake();
            return socket.getSession().getPeerCertificates()[0];
        }
    }
}
