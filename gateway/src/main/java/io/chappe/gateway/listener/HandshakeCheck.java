package io.chappe.gateway.listener;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether a request is an opening handshake as RFC 6455 section 4.2.1 wants it, whatever its protocol. */
final class HandshakeCheck {
    private static final int KEY_BYTES = 16;

    /** RFC 9110 section 5.6.2. */
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private HandshakeCheck() {}

    /** Whether the client wants a WebSocket at all, well or badly. */
    static boolean isWanted(HttpServerRequest request) {
        return hasToken(request.headers(), "Upgrade", "websocket");
    }

    /** The first thing that is wrong with the handshake, or null. */
    static @Nullable Refusal problem(HttpServerRequest request) {
        MultiMap headers = request.headers();
        if (!request.method().equals(HttpMethod.GET)) {
            return new Refusal(405, "method", "A WebSocket handshake is a GET.", Map.of("Allow", "GET"));
        }
        if (request.version() != HttpVersion.HTTP_1_1) {
            return new Refusal(400, "version", "A WebSocket handshake needs HTTP/1.1.");
        }
        if (headers.getAll("Host").size() != 1 || headers.get("Host").isBlank()) {
            return new Refusal(400, "host", "Send exactly one Host header.");
        }
        if (hasBody(headers)) {
            return new Refusal(400, "body", "A WebSocket handshake has no body.");
        }
        if (!hasToken(headers, "Connection", "upgrade")) {
            return new Refusal(
                    400, "connection", "Send 'Connection: Upgrade'; a proxy on the way may have removed it.");
        }
        if (!List.of("13").equals(headers.getAll("Sec-WebSocket-Version"))) {
            return new Refusal(
                    426,
                    "websocket_version",
                    "Send 'Sec-WebSocket-Version: 13'.",
                    Map.of("Sec-WebSocket-Version", "13"));
        }
        if (key(headers) == null) {
            return new Refusal(400, "key", "Sec-WebSocket-Key must be 16 random bytes in base64, once.");
        }
        if (headers.getAll("Origin").size() > 1) {
            return new Refusal(400, "origin", "Send at most one Origin header.");
        }
        if (!offered(headers).stream().allMatch(name -> TOKEN.matcher(name).matches())) {
            return new Refusal(400, "subprotocol", "Sec-WebSocket-Protocol must be a comma-separated list of names.");
        }
        return null;
    }

    /** The client's key if it is one, or null. */
    static @Nullable String key(MultiMap headers) {
        List<String> keys = headers.getAll("Sec-WebSocket-Key");
        if (keys.size() != 1) {
            return null;
        }
        try {
            String key = keys.get(0).trim();
            return Base64.getDecoder().decode(key).length == KEY_BYTES && key.length() == 24 ? key : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The subprotocols, in the client's order. */
    static List<String> offered(MultiMap headers) {
        return headers.getAll("Sec-WebSocket-Protocol").stream()
                .flatMap(HandshakeCheck::listed)
                .toList();
    }

    private static boolean hasBody(MultiMap headers) {
        String length = headers.get("Content-Length");
        return headers.contains("Transfer-Encoding")
                || !(length == null || length.trim().equals("0"));
    }

    private static boolean hasToken(MultiMap headers, String name, String token) {
        return headers.getAll(name).stream()
                .flatMap(HandshakeCheck::listed)
                .anyMatch(listed -> listed.toLowerCase(Locale.ROOT).equals(token));
    }

    private static Stream<String> listed(String value) {
        return Arrays.stream(value.split(",", -1)).map(String::trim);
    }
}
