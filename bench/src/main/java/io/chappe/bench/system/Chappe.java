package io.chappe.bench.system;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The product as it is shipped: a presence-service and some gateways, from their jars, on loopback.
 *
 * @param root of the project
 * @param jvm of the gateways
 * @param tracing whether {@link #traceCalls} can be asked for
 */
public record Chappe(String name, Path root, Tls tls, boolean secure, int gateways, Jvm jvm, boolean tracing)
        implements MeasuredSystem {
    /** Several may run at a time. */
    private static final AtomicInteger STARTED = new AtomicInteger();

    /** What gateways are started with that can be told to count no messages. */
    public static final String SWITCH = "-Dchappe.metrics.switch=true";

    /** Of clients without a token. */
    private static final String TENANT = "bench";

    private static final int CLUSTERS = 12;
    private static final int NODES = 10;
    private static final int FIRST_PORT = 20_000;
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    /** Where a cluster's nodes listen, a number each. */
    private record Ports(int base) {
        static Ports next() {
            return new Ports(FIRST_PORT + STARTED.getAndIncrement() % CLUSTERS * 4 * NODES);
        }

        int forClients(int node) {
            return base + node;
        }

        /** Clients come to gateways only, which are from 1 on. */
        int admin() {
            return forClients(0);
        }

        int operations(int node) {
            return base + NODES + node;
        }

        int hazelcast(int node) {
            return base + 2 * NODES + node;
        }

        int bus(int node) {
            return base + 3 * NODES + node;
        }
    }

    @Override
    public RunningSystem start(Path folder) throws IOException, InterruptedException {
        Ports ports = Ports.next();
        List<ServerProcess> processes = new ArrayList<>();
        try {
            processes.add(node("presence-service", 0, ports, folder));
            for (int i = 1; i <= gateways; i++) {
                processes.add(node("gateway", i, ports, folder));
            }
        } catch (IOException e) {
            processes.forEach(ServerProcess::close);
            throw e;
        }
        if (tracing) {
            CallTracing.set(ports.admin(), TENANT, true);
        }
        String addresses = IntStream.rangeClosed(1, gateways)
                .mapToObj(i -> "127.0.0.1:" + ports.forClients(i))
                .collect(Collectors.joining(","));
        return new RunningSystem("chappe", addresses, secure, processes);
    }

    private ServerProcess node(String module, int number, Ports ports, Path folder)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path config = folder.resolve("node-" + number + ".yaml");
        // JSON is YAML.
        Files.writeString(config, new ObjectMapper().writeValueAsString(config(number, ports)));
        List<String> command = (number > 0 ? jvm : Jvm.USUAL).command();
        Path jar = root.resolve(module).resolve("target").resolve(module + ".jar");
        command.addAll(List.of("-jar", jar.toString(), "--config", config.toString()));
        requireFree(ports.operations(number));
        URI ready = URI.create("http://127.0.0.1:" + ports.operations(number) + "/health/ready");
        return ServerProcess.start(module + "-" + number, folder, command, Map.of(), log -> isReady(ready));
    }

    /** One that is left over from a run that was cut off would be taken for this one. */
    private static void requireFree(int port) throws IOException {
        try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            free.setReuseAddress(true);
        } catch (BindException e) {
            throw new IOException("port " + port + " is taken; end the process that has it", e);
        }
    }

    /**
     * Has the gateways count what happens with messages, or not.
     *
     * @param running one whose gateways were started with {@link #SWITCH}
     */
    public static void count(RunningSystem running, boolean wanted) throws IOException, InterruptedException {
        for (String address : running.addresses().split(",", -1)) {
            int port = Integer.parseInt(address.substring(address.indexOf(':') + 1)) + NODES;
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + port + "/metrics/messages?counted=" + wanted))
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .timeout(Duration.ofSeconds(10))
                    .build();
            int status =
                    HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status != 200) {
                throw new IOException("a gateway does not let its counting be switched: " + status);
            }
        }
    }

    /**
     * Has what happens with calls noted and traced, or not.
     *
     * @param running one that was made for it
     */
    public static void traceCalls(RunningSystem running, boolean wanted) throws IOException, InterruptedException {
        String first = running.addresses().split(",", 2)[0];
        CallTracing.set(Integer.parseInt(first.substring(first.indexOf(':') + 1)) - 1, TENANT, wanted);
    }

    private static boolean isReady(URI uri) {
        HttpRequest request =
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(2)).build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Map<String, Object> config(int number, Ports ports) throws IOException {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put(
                "cluster",
                Map.of(
                        "name",
                        "chappe-bench-" + ports.base,
                        "hazelcastPort",
                        ports.hazelcast(number),
                        "busPort",
                        ports.bus(number),
                        "members",
                        List.of("127.0.0.1:" + ports.hazelcast(0))));
        config.put("operations", Map.of("port", ports.operations(number)));
        if (number == 0) {
            config.put("roomMembers", 20_000);
            if (tracing) {
                config.putAll(CallTracing.settings(ports.admin()));
            }
        } else {
            // The load is all candidates, as fast as it goes.
            config.put("chappe", Map.of("maxCandidates", Integer.MAX_VALUE));
            config.put("drain", Map.of("deadline", "0s"));
            // Reckoned with, and never reached.
            config.put("limits", Map.of("messagesPerSecond", 1_000_000, "bytesPerSecond", Integer.MAX_VALUE));
            config.put(
                    "tenants",
                    tracing ? List.of(issued()) : List.of(Map.of("name", TENANT, "anonymous", true), issued()));
            config.put("listeners", List.of(listener(ports.forClients(number))));
        }
        return config;
    }

    /** A tenant whose clients bring tokens; for once its key is that of the certificate. */
    private Map<String, Object> issued() throws IOException {
        Map<String, Object> key = Map.of("algorithms", List.of("es256"), "publicKey", tls.leaf());
        return Map.of("name", "issued", "tokens", Map.of("keys", List.of(key)));
    }

    private Map<String, Object> listener(int port) {
        Map<String, Object> listener = new LinkedHashMap<>();
        listener.put("host", "127.0.0.1");
        listener.put("port", port);
        listener.put("tls", secure);
        if (secure) {
            listener.put(
                    "certificate",
                    Map.of(
                            "certificate",
                            tls.certificate().toString(),
                            "key",
                            tls.key().toString()));
        }
        return listener;
    }
}
