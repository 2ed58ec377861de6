package io.chappe.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chappe.core.model.TenantId;
import io.chappe.gateway.room.RefusedException;
import io.chappe.node.tenant.JwksConfig;
import io.chappe.node.tenant.SignatureAlgorithm;
import io.chappe.node.tenant.TokensConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Keys that an issuer publishes, exchanges and sometimes does not give. */
@Timeout(60)
class RemoteKeysIT {
    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final Signer OLD = Signer.of(SignatureAlgorithm.ES256, "old");
    private static final Signer NEW = Signer.of(SignatureAlgorithm.ES256, "new");

    private final Vertx vertx = Vertx.vertx();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final TokenChecks checks = new TokenChecks(vertx, meters);
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile Consumer<HttpServerRequest> issuer = request -> {};
    private int port;

    @BeforeEach
    void publish() throws Exception {
        publish(OLD);
        HttpServer server = vertx.createHttpServer().requestHandler(request -> {
            asked.incrementAndGet();
            issuer.accept(request);
        });
        port = get(server.listen(0, "127.0.0.1")).actualPort();
    }

    @AfterEach
    void stop() throws Exception {
        get(vertx.close());
    }

    private void publish(Signer... signers) {
        String document = KeySetDocumentTest.document(signers);
        issuer = request -> request.response().end(document);
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    /** Tokens of a tenant whose issuer is this test. */
    private TenantTokens tokens() {
        JwksConfig jwks = new JwksConfig("http://127.0.0.1:" + port + "/jwks.json", List.of(SignatureAlgorithm.ES256));
        TokensConfig config = new TokensConfig(null, "chappe", List.of(), jwks);
        TokenVerifier verifier = new TokenVerifier(new TenantId("acme"), config);
        RemoteKeys keys = new RemoteKeys(
                vertx, vertx.createHttpClient(), jwks, PAUSE, verifier::publish, problem -> failures.incrementAndGet());
        keys.open();
        return new TenantTokens(verifier, checks, keys);
    }

    private static @Nullable Throwable refusal(TenantTokens tokens, Signer signer) throws Exception {
        try {
            get(tokens.identify(signer.sign(Signer.claims()), false));
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }

    private static boolean takes(TenantTokens tokens, Signer signer) throws Exception {
        return refusal(tokens, signer) == null;
    }

    @Test
    void takesTokensByAPublishedKey() throws Exception {
        // Given
        TenantTokens tokens = tokens();

        // When // Then
        assertThat(takes(tokens, OLD)).isTrue();
        assertThat(takes(tokens, NEW)).isFalse();
    }

    @Test
    void aKeyIsExchangedWithoutAGap() throws Exception {
        // Given
        TenantTokens tokens = tokens();
        assertThat(takes(tokens, OLD)).isTrue();
        Thread.sleep(PAUSE.toMillis());

        // When
        publish(OLD, NEW);

        // Then
        assertThat(takes(tokens, NEW)).isTrue();
        assertThat(takes(tokens, OLD)).isTrue();
    }

    @Test
    void aKeyThatIsPublishedNoMoreProvesNothing() throws Exception {
        // Given
        TenantTokens tokens = tokens();
        assertThat(takes(tokens, OLD)).isTrue();
        Thread.sleep(PAUSE.toMillis());
        publish(NEW);

        // When
        boolean byNew = takes(tokens, NEW);

        // Then
        assertThat(byNew).isTrue();
        assertThat(takes(tokens, OLD)).isFalse();
    }

    @Test
    void unknownKeysMakeNoFloodForTheIssuer() throws Exception {
        // Given
        TenantTokens tokens = tokens();
        assertThat(takes(tokens, OLD)).isTrue();
        int before = asked.get();
        long begun = System.nanoTime();

        // When
        List<Future<Identity>> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            all.add(tokens.identify(NEW.sign(Signer.claims(), "ES256", "kid-" + i), false));
        }
        get(Future.join(all).otherwiseEmpty());

        // Then
        long pauses = (System.nanoTime() - begun) / PAUSE.toNanos();
        assertThat(asked.get() - before).isLessThanOrEqualTo((int) pauses + 1);
    }

    @Test
    void anIssuerThatFailsLeavesTheKeysThatAreThere() throws Exception {
        // Given
        TenantTokens tokens = tokens();
        assertThat(takes(tokens, OLD)).isTrue();
        Thread.sleep(PAUSE.toMillis());

        for (Consumer<HttpServerRequest> failing : List.<Consumer<HttpServerRequest>>of(
                request -> request.response().setStatusCode(500).end("out of order"),
                request -> request.response().end("<html>welcome</html>"),
                request -> request.response().end("x".repeat(1 << 20)),
                request -> request.response()
                        .setStatusCode(302)
                        .putHeader("Location", "/")
                        .end(),
                request -> request.connection().close())) {
            // When
            issuer = failing;
            int before = failures.get();
            assertThat(takes(tokens, NEW)).isFalse();
            await().atMost(Duration.ofSeconds(10)).until(() -> failures.get() > before);

            // Then
            assertThat(takes(tokens, OLD)).isTrue();
            Thread.sleep(PAUSE.toMillis());
        }
    }

    @Test
    void anIssuerThatIsSilentIsNotWaitedForLong() throws Exception {
        // Given
        issuer = request -> {};
        TenantTokens tokens = tokens();

        // When
        Throwable refusal = refusal(tokens, OLD);

        // Then
        assertThat(refusal).isInstanceOf(RefusedException.class);
        publish(OLD);
        await().atMost(Duration.ofSeconds(10)).until(() -> takes(tokens, OLD));
    }
}
