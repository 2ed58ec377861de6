package io.chappe.presence.admin;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The console: pages for people, which ask the API as any other client does. They need no key, what they show does. */
final class ConsolePages {
    /** Whatever a user calls himself, nothing of it can run: all that does is in files of this jar. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self';"
            + " img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String PAGE = "index.html";
    private static final Pattern FILE = Pattern.compile("[a-z-]{1,40}\\.([a-z]{2,3})");
    private static final Map<String, String> TYPES = Map.of(
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml");

    private final Vertx vertx;

    private ConsolePages(Vertx vertx) {
        this.vertx = vertx;
    }

    static void addTo(Router router, Vertx vertx) {
        ConsolePages pages = new ConsolePages(vertx);
        router.get("/admin").handler(request -> {
            // The route is for both; what the page links to is below the second.
            if (String.valueOf(request.request().path()).endsWith("/")) {
                pages.answer(request, PAGE, "text/html; charset=utf-8");
            } else {
                request.redirect("/admin/");
            }
        });
        router.get("/admin/console/:file").handler(pages::answerFile);
    }

    private void answerFile(RoutingContext request) {
        Matcher file = FILE.matcher(request.pathParam("file"));
        String type = file.matches() ? TYPES.get(file.group(1)) : null;
        if (type == null) {
            request.fail(404);
        } else {
            answer(request, file.group(), type);
        }
    }

    private void answer(RoutingContext request, String file, String type) {
        vertx.executeBlocking(() -> read(file), false)
                .onSuccess(content -> content.ifPresentOrElse(
                        found -> request.response()
                                .putHeader("Content-Type", type)
                                .putHeader("Content-Security-Policy", POLICY)
                                .end(found),
                        () -> request.fail(404)))
                .onFailure(request::fail);
    }

    private static Optional<Buffer> read(String file) throws IOException {
        try (InputStream in = ConsolePages.class.getResourceAsStream("console/" + file)) {
            return in == null ? Optional.empty() : Optional.of(Buffer.buffer(in.readAllBytes()));
        }
    }
}
