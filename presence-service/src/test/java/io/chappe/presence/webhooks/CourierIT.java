package io.chappe.presence.webhooks;

import static io.chappe.presence.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.node.config.ConfigLoader;
import io.chappe.node.config.Secret;
import io.chappe.node.tenant.WebhookConfig;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SelfSignedCertificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a post goes, whatever its name says. */
class CourierIT {
    private static final String HOSTS = """
            127.0.0.1 loop.example
            169.254.169.254 metadata.example
            ::1 six.example
            10.0.0.1 inside.example
            127.0.0.1 hooks.example
            127.0.0.1 localhost
            """;

    private final Vertx vertx = Vertx.vertx(new VertxOptions()
            .setAddressResolverOptions(new AddressResolverOptions().setHostsValue(Buffer.buffer(HOSTS))));
    private final List<HttpServerRequest> came = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        await(vertx.close());
    }

    private int listen(HttpServerOptions options) {
        HttpServer server = await(vertx.createHttpServer(options)
                .requestHandler(request -> {
                    came.add(request);
                    request.response().setStatusCode(204).end();
                })
                .listen(0, "127.0.0.1"));
        return server.actualPort();
    }

    private Outcome post(String url, String settings, HttpClientOptions options, Duration limit) {
        Targets targets = new Targets(ConfigLoader.parse(WebhooksConfig.class, settings));
        Courier courier = new Courier(vertx, targets, options, 10);
        WebhookConfig webhook = new WebhookConfig(
                "hook", url, List.of(), List.of(), List.of(new Secret("whsec_" + "A".repeat(40))), true);
        return await(courier.post(webhook, new Courier.Letter("msg_1", Buffer.buffer("{}")), limit)
                .outcome());
    }

    private Outcome post(String url, String settings) {
        return post(url, settings, new HttpClientOptions(), Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "loop.example",
                "metadata.example",
                "six.example",
                "inside.example",
                "127.0.0.1",
                "[::1]",
                "[::ffff:127.0.0.1]",
                "localhost"
            })
    void aNameThatLeadsInsideIsRefusedBeforeAnythingIsSent(String host) {
        // Given
        int port = listen(new HttpServerOptions());

        // When
        Outcome outcome = post("http://" + host + ":" + port + "/", "{allowHttp: true}");

        // Then
        assertThat(outcome.isTaken()).isFalse();
        assertThat(outcome.error()).contains("not public");
        assertThat(came).isEmpty();
    }

    @Test
    void whatIsAllowedIsToldWhichHostIsMeant() {
        // Given
        int port = listen(new HttpServerOptions());

        // When
        Outcome outcome = post("http://loop.example:" + port + "/x?y=z", "{allowHttp: true, allowTo: [127.0.0.0/8]}");

        // Then
        assertThat(outcome.error()).isEmpty();
        assertThat(came.get(0).getHeader("Host")).isEqualTo("loop.example:" + port);
        assertThat(came.get(0).uri()).isEqualTo("/x?y=z");
    }

    @Test
    void httpIsRefusedWhereItIsNotAllowed() {
        // Given
        int port = listen(new HttpServerOptions());

        // When
        Outcome outcome = post("http://loop.example:" + port + "/", "{allowTo: [127.0.0.0/8]}");

        // Then
        assertThat(outcome.error()).contains("https");
        assertThat(came).isEmpty();
    }

    @Test
    void theCertificateMustBeTheHosts() {
        // Given
        SelfSignedCertificate theirs = SelfSignedCertificate.create("hooks.example");
        HttpServerOptions tls =
                new HttpServerOptions().setSsl(true).setSni(true).setKeyCertOptions(theirs.keyCertOptions());
        int port = listen(tls);
        String allowed = "{allowTo: [127.0.0.0/8]}";
        Duration limit = Duration.ofSeconds(5);

        // When
        Outcome right = post("https://hooks.example:" + port + "/", allowed, trusting(theirs), limit);
        Outcome wrong = post("https://loop.example:" + port + "/", allowed, trusting(theirs), limit);
        Outcome unknown = post("https://hooks.example:" + port + "/", allowed);

        // Then
        assertThat(right.error()).isEmpty();
        assertThat(came.get(0).connection().indicatedServerName()).isEqualTo("hooks.example");
        assertThat(wrong.isTaken()).isFalse();
        assertThat(wrong.error()).contains("certificate");
        assertThat(unknown.error()).contains("certificate");
        assertThat(came).hasSize(1);
    }

    private static HttpClientOptions trusting(SelfSignedCertificate certificate) {
        return new HttpClientOptions().setTrustOptions(certificate.trustOptions());
    }

    @Test
    void aNameThatThereIsNotIsAFailure() {
        // When
        Outcome outcome = post("https://nowhere.invalid/", "{}");

        // Then
        assertThat(outcome.isTaken()).isFalse();
        assertThat(outcome.status()).isZero();
    }
}
