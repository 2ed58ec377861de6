package io.chappe.gateway.socket;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A client's wish for a WebSocket (RFC 6455 section 4.1).
 *
 * @param path of the request, without the query
 * @param query its decoded parameters, the first of each name
 * @param origin of the page, where a browser asks; null for other clients
 * @param host the Host header
 * @param offered the subprotocols, in the client's order
 * @param authorization the Authorization header; never logged
 * @param client where it is; behind a proxy of ours what that says
 */
public record Handshake(
        String path,
        Map<String, String> query,
        @Nullable String origin,
        String host,
        List<String> offered,
        @Nullable String authorization,
        ClientAddress client) {
    public Handshake {
        query = Map.copyOf(query);
        offered = List.copyOf(offered);
    }

    /** Names nothing that is secret. */
    @Override
    public String toString() {
        return "Handshake[path=" + path + ", origin=" + origin + ", client=" + client + "]";
    }
}
