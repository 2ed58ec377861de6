package io.chappe.gateway.listener;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A plain GET of a socket's path. A browser tells a page nothing about why its socket was not opened; so the page may
 * ask once more without the upgrade, and is answered what the upgrade would be, whatever its origin.
 */
final class Inquiry {
    private static final Map<Integer, String> CODES = Map.of(403, "forbidden", 429, "rate_limited", 503, "unavailable");

    private Inquiry() {}

    /**
     * The origin of the page that asks, or null for a client that is none. A browser names no origin to the page's own
     * server, but says that this is what it is.
     */
    static @Nullable String origin(HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        String host = request.getHeader("Host");
        if (origin != null || host == null || !"same-origin".equals(request.getHeader("Sec-Fetch-Site"))) {
            return origin;
        }
        // It says so over https, which a proxy may have taken off, and over http on its own machine only.
        boolean loopback = host.startsWith("localhost") || host.startsWith("127.");
        return (request.isSSL() || !loopback ? "https://" : "http://") + host;
    }

    /**
     * @param refusal what an upgrade would be answered; null if a socket would be opened
     */
    static void answer(HttpServerRequest request, @Nullable Refusal refusal) {
        HttpServerResponse response = request.response();
        JsonObject body = new JsonObject();
        if (refusal == null) {
            response.setStatusCode(426).putHeader("Upgrade", "websocket").putHeader("Connection", "Upgrade");
            body.put("code", "upgrade_required")
                    .put("message", "This is a WebSocket; connect with a WebSocket client.");
        } else {
            response.setStatusCode(refusal.status());
            refusal.headers().forEach(response::putHeader);
            body.put("code", CODES.getOrDefault(refusal.status(), "bad_request"))
                    .put("message", refusal.message());
            String retryAfter = refusal.headers().get("Retry-After");
            if (retryAfter != null) {
                body.put("retryAfterMs", 1000 * Integer.parseInt(retryAfter));
            }
        }
        response.putHeader("Content-Type", "application/json")
                .putHeader("Access-Control-Allow-Origin", "*")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Cache-Control", "no-store")
                .end(body.encode() + "\n");
    }
}
