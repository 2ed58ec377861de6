package io.chappe.presence.admin;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Properties;

/** The contract as a page to read and to try, by Swagger UI from its jar. */
final class DocsPages {
    private static final String SWAGGER_UI = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";

    /** Swagger UI writes styles of its own into the page, and has its pictures in them. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; connect-src 'self';"
            + " style-src 'self' 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none';"
            + " frame-ancestors 'none'";

    private static final Map<String, String> TYPES = Map.of(
            "index.html", "text/html; charset=utf-8",
            "docs.js", "text/javascript; charset=utf-8",
            "swagger-ui-bundle.js", "text/javascript; charset=utf-8",
            "swagger-ui.css", "text/css; charset=utf-8");

    private final Vertx vertx;

    private DocsPages(Vertx vertx) {
        this.vertx = vertx;
    }

    static void addTo(Router router, Vertx vertx) {
        DocsPages pages = new DocsPages(vertx);
        router.get("/admin/docs").handler(request -> {
            // The route is for both; what the page links to is below the second.
            if (String.valueOf(request.request().path()).endsWith("/")) {
                pages.answer(request, "index.html");
            } else {
                request.redirect("/admin/docs/");
            }
        });
        router.get("/admin/docs/:file").handler(request -> pages.answer(request, request.pathParam("file")));
    }

    private void answer(RoutingContext request, String file) {
        String type = TYPES.get(file);
        if (type == null) {
            request.fail(404);
            return;
        }
        vertx.executeBlocking(() -> read(file), false)
                .onSuccess(content -> request.response()
                        .putHeader("Content-Type", type)
                        .putHeader("Content-Security-Policy", POLICY)
                        .end(content))
                .onFailure(request::fail);
    }

    private static Buffer read(String file) throws IOException {
        return file.startsWith("swagger-ui")
                ? resource("/META-INF/resources/webjars/swagger-ui/" + version() + "/" + file)
                : resource("docs/" + file);
    }

    private static String version() throws IOException {
        Properties pom = new Properties();
        try (InputStream in = DocsPages.class.getResourceAsStream(SWAGGER_UI)) {
            pom.load(in);
        }
        return pom.getProperty("version");
    }

    private static Buffer resource(String name) throws IOException {
        try (InputStream in = DocsPages.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException(name);
            }
            return Buffer.buffer(in.readAllBytes());
        }
    }
}
