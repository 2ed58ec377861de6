package io.chappe.tests.browser;

import static io.chappe.tests.harness.TokenIssuer.claims;

import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.TokenIssuer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Somebody's site, of another origin than the gateways: it allows in its pages what README says and nothing else, and gives its
 * visitors tokens.
 */
final class Shop implements AutoCloseable {
    private static final Duration LIFE = Duration.ofHours(1);

    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>Prices</title>
            <h1>Prices</h1>
            <p>Not sure? Ask us.</p>
            <script src="GATEWAY/embed/click-to-call.js" data-queue="QUEUE" data-token-url="/call-tokenMORE"
                data-topic="Sales" data-label="Ask us" data-field-order-no="4711" async></script>
            <p><a href="#imprint">Imprint</a></p>
            """;

    private final Cluster cluster;
    private final TokenIssuer issuer;
    private final HttpServer server;

    private Shop(Cluster cluster, TokenIssuer issuer) throws Exception {
        this.cluster = cluster;
        this.issuer = issuer;
        this.server = cluster.vertx()
                .createHttpServer()
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    static Shop open(Cluster cluster, TokenIssuer issuer) throws Exception {
        return new Shop(cluster, issuer);
    }

    /** A page whose button is a gateway's, and leads to a queue. */
    URI page(int gateway, String queue) {
        return page(gateway, queue, "");
    }

    /** The same, for visitors who have signed in; nobody has. */
    URI pageForMembers(int gateway, String queue) {
        return page(gateway, queue, "&members");
    }

    private URI page(int gateway, String queue, String more) {
        return URI.create("http://localhost:" + server.actualPort() + "/prices?secret=1&gateway=" + gateway + "&queue="
                + queue + more);
    }

    private void answer(HttpServerRequest request) {
        if (request.path().equals("/call-token") && request.method().equals(HttpMethod.POST)) {
            request.setExpectMultipart(true).endHandler(end -> giveToken(request));
        } else if (request.path().equals("/prices")) {
            sell(request);
        } else {
            request.response().setStatusCode(404).end();
        }
    }

    private void sell(HttpServerRequest request) {
        URI gateway =
                cluster.gateway(Integer.parseInt(request.getParam("gateway"))).page();
        String origin = "https://localhost:" + gateway.getPort();
        String queue = request.getParam("queue");
        String rules = "default-src 'none'; script-src " + origin + "; connect-src 'self' " + origin
                + " wss://localhost:" + gateway.getPort() + "; require-trusted-types-for 'script'";
        request.response()
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .putHeader("Content-Security-Policy", rules)
                .end(PAGE.replace("GATEWAY", origin)
                        .replace("QUEUE", queue)
                        .replace("MORE", request.params().contains("members") ? "?members" : ""));
    }

    /** For any queue of the tenant: a site of its own would know which of them its visitors may call. */
    private void giveToken(HttpServerRequest request) {
        if (request.params().contains("members")) {
            request.response().setStatusCode(401).end();
            return;
        }
        JsonObject grants = new JsonObject().put("rooms", JsonArray.of("desk-*", "later-*"));
        String peer = "visitor-" + request.getFormAttribute("visitor");
        String token = issuer.token(claims("shop", peer, LIFE, grants));
        request.response()
                .putHeader("Content-Type", "application/json")
                .end(new JsonObject().put("token", token).encode());
    }

    /** Where an agent takes calls, and may transfer them to other queues. */
    URI desk(int gateway, String queue, String name, String... others) {
        JsonObject grants = new JsonObject()
                .put("rooms", JsonArray.of(queue, "desk-*"))
                .put("moderate", JsonArray.of(queue))
                .put("attributes", new JsonObject().put("name", name));
        String token = issuer.token(claims("shop", "agent-" + name, LIFE, grants));
        String transfers = Stream.of(others).map(other -> "&transfer=" + other).collect(Collectors.joining());
        return cluster.gateway(gateway).page().resolve("/agent/#queue=" + queue + transfers + "&token=" + token);
    }

    @Override
    public void close() {
        server.close();
    }
}
