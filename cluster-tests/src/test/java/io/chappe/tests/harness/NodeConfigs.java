package io.chappe.tests.harness;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** The configurations of a cluster's nodes: free ports, and a name that no other cluster on this machine has. */
final class NodeConfigs {
    private final String cluster = "test-" + UUID.randomUUID();
    private final List<Integer> servicePorts;
    private final TestTls tls;

    NodeConfigs(int services, TestTls tls) {
        this.servicePorts =
                IntStream.range(0, services).mapToObj(i -> FreePorts.next()).toList();
        this.tls = tls;
    }

    JsonObject service(int index) {
        return node(servicePorts.get(index));
    }

    JsonObject gateway(int tlsPort, int pagesPort, int plainPort) {
        return node(FreePorts.next())
                .put(
                        "listeners",
                        JsonArray.of(
                                secure(tlsPort, "sockets", "pages"),
                                secure(pagesPort, "pages"),
                                listener(plainPort, "sockets").put("tls", false)))
                .put("drain", new JsonObject().put("deadline", "0s"))
                .put("tenants", JsonArray.of(tenant("demo"), tenant("other")));
    }

    private JsonObject node(int hazelcastPort) {
        JsonArray members = new JsonArray();
        servicePorts.forEach(port -> members.add("127.0.0.1:" + port));
        return new JsonObject()
                .put(
                        "cluster",
                        new JsonObject()
                                .put("name", cluster)
                                .put("hazelcastPort", hazelcastPort)
                                .put("busPort", FreePorts.next())
                                .put("members", members))
                .put("operations", new JsonObject().put("port", FreePorts.next()));
    }

    private JsonObject secure(int port, String... serves) {
        return listener(port, serves)
                .put("tls", true)
                .put(
                        "certificate",
                        new JsonObject()
                                .put("certificate", tls.certificate().toString())
                                .put("key", tls.key().toString()));
    }

    private static JsonObject listener(int port, String... serves) {
        return new JsonObject()
                .put("host", "127.0.0.1")
                .put("port", port)
                .put("serves", new JsonArray(List.of(serves)));
    }

    private static JsonObject tenant(String name) {
        return new JsonObject()
                .put("name", name)
                .put("anonymous", true)
                .put("origins", JsonArray.of("https://localhost:*", "http://localhost:*"));
    }
}
