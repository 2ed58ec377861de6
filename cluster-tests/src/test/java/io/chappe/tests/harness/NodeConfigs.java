package io.chappe.tests.harness;

import io.chappe.testing.FreePorts;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The configurations of a cluster's nodes: free ports, and a name that no other cluster on this machine has. */
public final class NodeConfigs {
    private final String cluster = "test-" + UUID.randomUUID();
    private final List<Integer> servicePorts;
    private final TestTls tls;
    private final Function<String, Host> hosts;

    /**
     * @param hosts a node's, by its name
     */
    NodeConfigs(int services, TestTls tls, Function<String, Host> hosts) {
        this.servicePorts =
                IntStream.range(0, services).mapToObj(i -> FreePorts.next()).toList();
        this.tls = tls;
        this.hosts = hosts;
    }

    static String serviceName(int index) {
        return "presence-service-" + index;
    }

    JsonObject service(int index) {
        return node(hosts.apply(serviceName(index)), servicePorts.get(index))
                .put("roomMembers", 5_000)
                .put("admin", Admin.setting(FreePorts.next()));
    }

    JsonObject gateway(Host host, int tlsPort, int pagesPort, int plainPort) {
        return node(host, FreePorts.next())
                .put(
                        "listeners",
                        JsonArray.of(
                                secure(host, tlsPort, "sockets", "pages"),
                                secure(host, pagesPort, "pages"),
                                listener(host, plainPort, "sockets").put("tls", false)))
                .put("drain", new JsonObject().put("deadline", "0s"))
                // A test sends as fast as it can.
                .put(
                        "limits",
                        new JsonObject().put("messagesPerSecond", 1_000_000).put("bytesPerSecond", Integer.MAX_VALUE))
                .put("tenants", JsonArray.of(tenant("demo"), tenant("other")));
    }

    private JsonObject node(Host host, int hazelcastPort) {
        JsonArray members = new JsonArray();
        for (int i = 0; i < servicePorts.size(); i++) {
            members.add(hosts.apply(serviceName(i)).address() + ":" + servicePorts.get(i));
        }
        return new JsonObject()
                .put(
                        "cluster",
                        new JsonObject()
                                .put("name", cluster)
                                .put("host", host.address())
                                .put("hazelcastPort", hazelcastPort)
                                .put("busPort", FreePorts.next())
                                .put("members", members))
                .put("operations", new JsonObject().put("host", host.address()).put("port", FreePorts.next()));
    }

    private JsonObject secure(Host host, int port, String... serves) {
        return listener(host, port, serves)
                .put("tls", true)
                .put(
                        "certificate",
                        new JsonObject()
                                .put("certificate", tls.certificate().toString())
                                .put("key", tls.key().toString()));
    }

    private static JsonObject listener(Host host, int port, String... serves) {
        return new JsonObject()
                .put("host", host.address())
                .put("port", port)
                .put("serves", new JsonArray(List.of(serves)));
    }

    /** Gateway settings by which a session of the demo tenant outlives its socket for so long. */
    public static JsonObject resumeWindow(Duration window) {
        return new JsonObject()
                .put("tenants", JsonArray.of(tenant("demo").put("resumeWindow", window.toSeconds() + "s")));
    }

    private static JsonObject tenant(String name) {
        return new JsonObject()
                .put("name", name)
                .put("anonymous", true)
                .put("origins", JsonArray.of("https://localhost:*", "http://localhost:*"));
    }
}
