package io.chappe.tests.harness;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The admin API of one presence-service, by the operator's key. */
public final class Admin {
    public static final String KEY = "chappe_operator_" + "k".repeat(43);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final int port;

    Admin(int port) {
        this.port = port;
    }

    /** A service's setting. */
    static JsonObject setting(int port) {
        JsonObject key = new JsonObject()
                .put("name", "operator")
                .put("hash", hash())
                .put("scopes", new JsonArray().add("read").add("write").add("operate"));
        return new JsonObject()
                .put("port", port)
                .put("keys", new JsonArray().add(key))
                // A test asks as fast as it can.
                .put("requestsPerSecond", 10_000);
    }

    /** Of the service that it asks. */
    public String url() {
        return "http://localhost:" + port;
    }

    public String key() {
        return KEY;
    }

    private static String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(KEY.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** What is answered; an assertion error for anything but a success. */
    public JsonObject get(String path) {
        return ask("GET", path, null);
    }

    /** See {@link #get}. */
    public JsonObject ask(String method, String path, @Nullable JsonObject body) {
        HttpResponse<String> answer = send(method, path, body);
        if (answer.statusCode() != 200) {
            throw new AssertionError(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return new JsonObject(answer.body());
    }

    /** Whatever is answered. */
    public HttpResponse<String> send(String method, String path, @Nullable JsonObject body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + "/admin/v1" + path))
                .header("Authorization", "Bearer " + KEY)
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(10))
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body.encode()));
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
