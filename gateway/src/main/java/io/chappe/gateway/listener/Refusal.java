package io.chappe.gateway.listener;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;

/**
 * An HTTP answer that ends the connection: a client that got the handshake wrong starts anew.
 *
 * @param reason one fixed word, for the counter
 * @param message one line that tells the client's developer what to do
 */
record Refusal(int status, String reason, String message, Map<String, String> headers) {
    Refusal(int status, String reason, String message) {
        this(status, reason, message, Map.of());
    }

    void answer(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        headers.forEach(response::putHeader);
        response.setStatusCode(status)
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Cache-Control", "no-store")
                .putHeader("Connection", "close")
                .end(message + "\n")
                // Also when the answer could not be written: then the client is gone.
                .onComplete(written -> request.connection().close());
    }
}
