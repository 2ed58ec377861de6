package io.chappe.presence;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks the admin API as a program would. */
final class AdminClient {
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final int port;
    private final @Nullable String key;
    private final Map<String, String> headers;

    AdminClient(int port, @Nullable String key) {
        this(port, key, Map.of("Content-Type", "application/json"));
    }

    private AdminClient(int port, @Nullable String key, Map<String, String> headers) {
        this.port = port;
        this.key = key;
        this.headers = headers;
    }

    AdminClient with(@Nullable String other) {
        return new AdminClient(port, other, headers);
    }

    /** Its bodies are of this type. */
    AdminClient as(String other) {
        return sending("Content-Type", other);
    }

    /** Its requests have this header, too. */
    AdminClient sending(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new AdminClient(port, key, Map.copyOf(more));
    }

    int port() {
        return port;
    }

    /** Percent-encoded, as a part of a path. */
    static String part(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    HttpResponse<String> get(String path) {
        return send("GET", path, HttpRequest.BodyPublishers.noBody());
    }

    HttpResponse<String> send(String method, String path, HttpRequest.BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(Duration.ofSeconds(10))
                .method(method, body);
        headers.forEach((name, value) -> {
            if (body.contentLength() != 0 || !name.equals("Content-Type")) {
                request.header(name, value);
            }
        });
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    HttpResponse<String> send(String method, String path, String body) {
        return send(method, path, HttpRequest.BodyPublishers.ofString(body));
    }

    /** What was answered; fails where that was no success. */
    JsonObject found(String path) {
        HttpResponse<String> answer = get(path);
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return new JsonObject(answer.body());
    }
}
