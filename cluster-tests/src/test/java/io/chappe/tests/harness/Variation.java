package io.chappe.tests.harness;

import io.chappe.testing.TestProcess;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** How some nodes of a cluster differ from the usual ones. A node is named by its module and number: {@code gateway-1}. */
public interface Variation {
    Variation NONE = new Variation() {};

    /** What its configuration has over the usual one. */
    default JsonObject settings(String node) {
        return new JsonObject();
    }

    /** Variables of its environment. */
    default Map<String, String> environment(String node) {
        return Map.of();
    }

    /** Folders of classes that it has in place of its own. */
    default List<Path> classes(String node) {
        return List.of();
    }

    /** Where it runs. */
    default Host host(String node) {
        return Host.LOOPBACK;
    }

    /** What the gateways' listeners show, and clients trust. */
    default TestTls tls() {
        return TestTls.in(Cluster.root().resolve("cluster-tests/target/tls-" + TestProcess.NUMBER));
    }

    /** The cluster has ended. */
    default void end() {}
}
