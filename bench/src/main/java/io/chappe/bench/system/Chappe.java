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
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The product as it is shipped: a presence-service and some gateways, from their jars, on loopback.
 *
 * @param root of the project
 * @param jvm of the gateways
 */
public record Chappe(String name, Path root, Tls tls, boolean secure, int gateways, Jvm jvm) implements MeasuredSystem {
    private static final int PUBLIC = 21_200;
    private static final int OPERATIONS = 21_300;
    private static final int HAZELCAST = 21_400;
    private static final int BUS = 21_500;
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    @Override
    public RunningSystem start(Path folder) throws IOException, InterruptedException {
        List<ServerProcess> processes = new ArrayList<>();
        try {
            processes.add(node("presence-service", 0, folder));
            for (int i = 1; i <= gateways; i++) {
                processes.add(node("gateway", i, folder));
            }
        } catch (IOException e) {
            processes.forEach(ServerProcess::close);
            throw e;
        }
        String addresses = IntStream.rangeClosed(1, gateways)
                .mapToObj(i -> "127.0.0.1:" + (PUBLIC + i))
                .collect(Collectors.joining(","));
        return new RunningSystem("chappe", addresses, secure, processes);
    }

    private ServerProcess node(String module, int number, Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path config = folder.resolve("node-" + number + ".yaml");
        // JSON is YAML.
        Files.writeString(config, new ObjectMapper().writeValueAsString(config(number)));
        List<String> command = (number > 0 ? jvm : Jvm.USUAL).command();
        Path jar = root.resolve(module).resolve("target").resolve(module + ".jar");
        command.addAll(List.of("-jar", jar.toString(), "--config", config.toString()));
        requireFree(OPERATIONS + number);
        URI ready = URI.create("http://127.0.0.1:" + (OPERATIONS + number) + "/health/ready");
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

    private Map<String, Object> config(int number) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put(
                "cluster",
                Map.of(
                        "name",
                        "chappe-bench",
                        "hazelcastPort",
                        HAZELCAST + number,
                        "busPort",
                        BUS + number,
                        "members",
                        List.of("127.0.0.1:" + HAZELCAST)));
        config.put("operations", Map.of("port", OPERATIONS + number));
        if (number > 0) {
            config.put("drain", Map.of("deadline", "0s"));
            config.put("tenants", List.of(Map.of("name", "bench", "anonymous", true)));
            config.put("listeners", List.of(listener(PUBLIC + number)));
        }
        return config;
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
