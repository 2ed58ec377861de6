package io.chappe.bench.system;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Lets Chappe note what happens with calls and trace one of a hundred, and switches that while it runs, by its admin API. */
public final class CallTracing {
    private static final String KEY = "chappe_operator_" + "k".repeat(43);
    private static final String HASH = "0ff729ad6e9389726eada4651f44163e64802285f00f477c2f452b49e2591cea";
    private static final double SAMPLED = 0.01;
    private static final int OK = 200;
    private static final int CREATED = 201;
    /** Gateways hear of it within a second or so. */
    private static final long HEARD_MS = 3_000;

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    private CallTracing() {}

    /** Takes whatever comes, in this process. */
    private static final class Collector {
        static final String ENDPOINT = start();

        private static String start() {
            try {
                HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
                server.createContext("/", exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    exchange.sendResponseHeaders(OK, -1);
                    exchange.close();
                });
                server.start();
                return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
            } catch (IOException e) {
                throw new IllegalStateException("no port for a collector", e);
            }
        }
    }

    /**
     * Settings of a presence-service.
     *
     * @param port of its admin API
     */
    static Map<String, Object> settings(int port) {
        Map<String, Object> key = Map.of("name", "bench", "hash", HASH, "scopes", List.of("read", "write", "operate"));
        return Map.of(
                "traces",
                Map.of("endpoint", Collector.ENDPOINT, "sampled", SAMPLED),
                "admin",
                Map.of("port", port, "keys", List.of(key)));
    }

    /**
     * Lets the tenant be there, and its calls be noted and traced or not.
     *
     * @param port of the admin API
     */
    static void set(int port, String tenant, boolean wanted) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/admin/v1/tenants/" + tenant))
                .header("Authorization", "Bearer " + KEY)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"anonymous\":true,\"calls\":" + wanted + "}"))
                .timeout(Duration.ofSeconds(10))
                .build();
        int status = HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status != OK && status != CREATED) {
            throw new IOException("the admin API does not let calls be switched: " + status);
        }
        Thread.sleep(HEARD_MS);
    }
}
