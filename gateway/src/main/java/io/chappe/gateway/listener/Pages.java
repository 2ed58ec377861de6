package io.chappe.gateway.listener;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The files of the class path folder {@code web/}, at {@code /}. They are few and small and change only with the jar, so
 * they are in memory: nothing is read on an event loop, nothing is unpacked to disk.
 */
public final class Pages {
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    /** What other sites import; everything else is for our own pages only. */
    private static final List<String> LIBRARIES = List.of("/client/", "/embed/");

    /**
     * A call needs camera and microphone, sockets of this gateway and of others, and media streams; nothing else. No
     * HSTS: it would hold for every port of the host, and belongs to whoever owns the name.
     */
    private static final Map<String, String> SECURITY_HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'self'; connect-src 'self' wss: https:; img-src 'self' data: blob:; media-src 'self' blob: mediastream:;"
                    + " object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
            "Permissions-Policy",
            "camera=(self), microphone=(self), display-capture=(self), geolocation=()",
            "Referrer-Policy",
            "no-referrer",
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Cross-Origin-Opener-Policy",
            "same-origin");

    private final Map<String, Page> pages;

    private Pages(Map<String, Page> pages) {
        this.pages = pages;
    }

    /** Reads the files; not for an event loop. */
    public static Pages load() {
        return new Pages(WebFolder.read("web"));
    }

    /**
     * Answers a request for a page.
     *
     * @return false, and nothing done, if there is no such page
     */
    boolean answer(HttpServerRequest request) {
        String path = request.path();
        Page page = path == null ? null : pages.get(path.endsWith("/") ? path + "index.html" : path);
        if (page == null) {
            return false;
        }
        if (READING.contains(request.method())) {
            send(request, page, LIBRARIES.stream().anyMatch(path::startsWith));
        } else {
            new Refusal(405, "method", "Pages are read with GET or HEAD.", Map.of("Allow", "GET, HEAD"))
                    .answer(request);
        }
        return true;
    }

    private static void send(HttpServerRequest request, Page page, boolean library) {
        HttpServerResponse response = request.response();
        SECURITY_HEADERS.forEach(response::putHeader);
        response.putHeader("Cache-Control", "no-cache").putHeader("ETag", page.etag());
        if (library) {
            response.putHeader("Access-Control-Allow-Origin", "*");
            response.putHeader("Cross-Origin-Resource-Policy", "cross-origin");
        }
        if (page.etag().equals(request.getHeader("If-None-Match"))) {
            response.setStatusCode(304).end();
            return;
        }
        response.putHeader("Content-Type", page.type());
        if (request.method().equals(HttpMethod.HEAD)) {
            response.putHeader("Content-Length", Integer.toString(page.content().length()))
                    .end();
        } else {
            response.end(page.content());
        }
    }

    /**
     * @param type its Content-Type
     * @param etag quoted, of the content
     */
    record Page(Buffer content, String type, String etag) {}
}
