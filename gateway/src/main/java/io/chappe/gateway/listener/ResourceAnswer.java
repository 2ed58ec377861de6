package io.chappe.gateway.listener;

import io.chappe.gateway.protocol.Resource;
import io.chappe.gateway.socket.Handshake;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * Answers requests for a {@link Resource}. A page of another origin may read it where a socket would be opened for it; its
 * browser asks first whether it may send a token (Fetch standard, section 3.2).
 */
final class ResourceAnswer {
    private static final String SECONDS_TO_KNOW = "600";

    private ResourceAnswer() {}

    static void to(HttpServerRequest request, Resource resource, Handshake asked) {
        HttpServerResponse response = request.response();
        response.putHeader("Cache-Control", "no-store").putHeader("X-Content-Type-Options", "nosniff");
        if (asked.origin() != null) {
            response.putHeader("Access-Control-Allow-Origin", asked.origin()).putHeader("Vary", "Origin");
        }
        if (request.method().equals(HttpMethod.OPTIONS)) {
            response.putHeader("Access-Control-Allow-Methods", "GET")
                    .putHeader("Access-Control-Allow-Headers", "Authorization")
                    .putHeader("Access-Control-Max-Age", SECONDS_TO_KNOW)
                    .setStatusCode(204)
                    .end();
        } else if (request.method().equals(HttpMethod.GET)) {
            resource.get(asked).onSuccess(answer -> send(response, answer));
        } else {
            response.putHeader("Allow", "GET, OPTIONS").setStatusCode(405).end();
        }
    }

    private static void send(HttpServerResponse response, Resource.Answer answer) {
        if (answer.retryAfterMs() > 0) {
            response.putHeader("Retry-After", Long.toString((answer.retryAfterMs() + 999) / 1_000));
        }
        response.setStatusCode(answer.status())
                .putHeader("Content-Type", "application/json")
                .end(answer.json());
    }
}
