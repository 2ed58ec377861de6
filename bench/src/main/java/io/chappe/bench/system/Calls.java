package io.chappe.bench.system;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;

/** What Chappe does about calls that are set up. */
public enum Calls {
    /** Nothing. */
    UNNOTED,
    /** It notes what happens, as it does unless it is told not to. */
    NOTED,
    /** It tells one of a hundred to a collector, too. */
    TRACED;

    private static final double SAMPLED = 0.01;
    private static final int ACCEPTED = 200;

    /** Takes whatever comes, in this process. */
    private static final class Collector {
        static final String ENDPOINT = start();

        private static String start() {
            try {
                HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
                server.createContext("/", exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    exchange.sendResponseHeaders(ACCEPTED, -1);
                    exchange.close();
                });
                server.start();
                return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
            } catch (IOException e) {
                throw new IllegalStateException("no port for a collector", e);
            }
        }
    }

    /** Settings of a presence-service. */
    Map<String, Object> service() {
        return this == TRACED ? Map.of("traces", Map.of("endpoint", Collector.ENDPOINT, "sampled", SAMPLED)) : Map.of();
    }

    /** Of a tenant. */
    Map<String, Object> tenant() {
        return Map.of("calls", this != UNNOTED);
    }
}
