package io.chappe.presence.webhooks;

import io.chappe.node.tenant.WebhookConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Carries a post to where it may go. The name is resolved here, each address is looked at, and the connection goes to just the
 * one that was looked at: what the name says a moment later changes nothing. Redirects are never followed.
 */
final class Courier {
    private static final long NAME_S = 10;
    private static final int CONNECT_MS = 10_000;
    private static final int IDLE_S = 60;
    private static final int MOST_HEADER_BYTES = 8 << 10;
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    private final Vertx vertx;
    private final Targets targets;
    private final HttpClient client;

    /**
     * @param most that are under way at a time
     */
    Courier(Vertx vertx, Targets targets, HttpClientOptions options, int most) {
        this.vertx = vertx;
        this.targets = targets;
        // A receiver that many tenants name must not make one of them wait for another.
        this.client = vertx.createHttpClient(
                options.setMaxHeaderSize(MOST_HEADER_BYTES)
                        .setIdleTimeout(IDLE_S)
                        .setDecompressionSupported(false),
                new PoolOptions().setHttp1MaxSize(most));
    }

    /** What is posted: one text, whose id is the same each time it is tried. */
    record Letter(String id, Buffer body) {}

    /** Never fails: that is an outcome, too. */
    Delivery post(WebhookConfig webhook, Letter letter, Duration limit) {
        Delivery delivery = new Delivery(vertx, limit);
        URI uri = URI.create(webhook.url());
        String fault = targets.fault(webhook.url()).orElse("");
        if (!fault.isEmpty()) {
            delivery.failed(fault);
            return delivery;
        }
        resolve(Targets.host(uri))
                .compose(address -> client.request(request(uri, address, webhook, letter)))
                .onSuccess(request -> delivery.send(request, letter.body()))
                .onFailure(delivery::failed);
        return delivery;
    }

    private Future<InetAddress> resolve(String host) {
        Promise<List<InetSocketAddress>> found = Promise.promise();
        ((VertxInternal) vertx).nameResolver().resolveAll(host, found::handle);
        return found.future().timeout(NAME_S, TimeUnit.SECONDS).map(addresses -> {
            for (InetSocketAddress address : addresses) {
                if (!targets.allows(address.getAddress())) {
                    throw new RefusedTargetException(host + " leads to an address that is not public");
                }
            }
            return addresses
                    .get(ThreadLocalRandom.current().nextInt(addresses.size()))
                    .getAddress();
        });
    }

    private static RequestOptions request(URI uri, InetAddress address, WebhookConfig webhook, Letter letter) {
        boolean isTls = "https".equals(uri.getScheme());
        int port = uri.getPort() > 0 ? uri.getPort() : isTls ? HTTPS : HTTP;
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        long timestamp = TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis());
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, port)))
                .setHost(Targets.host(uri))
                .setPort(port)
                .setSsl(isTls)
                .setURI(uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery())
                .setConnectTimeout(CONNECT_MS)
                .setFollowRedirects(false)
                .putHeader("Content-Type", "application/json")
                .putHeader("User-Agent", "chappe-webhooks/1")
                .putHeader("webhook-id", letter.id())
                .putHeader("webhook-timestamp", Long.toString(timestamp))
                .putHeader("webhook-signature", Signature.of(letter.id(), timestamp, letter.body(), webhook.keys()));
    }

    Future<Void> close() {
        return client.close();
    }

    /** The words are for the tenant. */
    static final class RefusedTargetException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RefusedTargetException(String words) {
            super(words, null, false, false);
        }
    }
}
