package io.chappe.tests.harness;

import static org.awaitility.Awaitility.await;

import io.chappe.client.ChappeClient;
import io.chappe.client.ClientOptions;
import io.chappe.client.Identity;
import io.chappe.testing.FreePorts;
import io.chappe.testing.TestProcess;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemTrustOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A cluster for the tests of one class: presence-services and gateways as separate processes on free loopback ports.
 * Register it as a static field; it starts before the first test and ends what it started after the last. When a test
 * fails it prints the end of every log; all of them stay in {@code target/clusters}.
 */
public final class Cluster implements BeforeAllCallback, AfterAllCallback, AfterTestExecutionCallback {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final double LEASE_S = 10;
    private static final Path ROOT =
            Path.of(System.getProperty("chappe.root", "..")).toAbsolutePath().normalize();
    private static final Path TARGET = ROOT.resolve("cluster-tests/target");

    private final int serviceCount;
    private final int gatewayCount;
    private final JsonObject gatewaySettings;
    private final Store store;
    private final Variation variation;
    private final TestTls tls;
    private final NodeConfigs configs;
    private final List<NodeProcess> services = new ArrayList<>();
    private final List<GatewayProcess> gateways = new ArrayList<>();
    private final Vertx vertx = Vertx.vertx();
    private final ChappeClient client = new ChappeClient(vertx);
    private final boolean shared;
    private String folder = "shared-" + TestProcess.NUMBER;
    private boolean printed;

    private Cluster(
            boolean shared,
            int serviceCount,
            int gatewayCount,
            JsonObject gatewaySettings,
            Store store,
            Variation variation) {
        this.shared = shared;
        this.store = store;
        this.variation = variation;
        this.serviceCount = serviceCount;
        this.gatewayCount = gatewayCount;
        this.gatewaySettings = gatewaySettings;
        this.tls = variation.tls();
        this.configs = new NodeConfigs(serviceCount, tls, variation::host);
    }

    /** One for a class that breaks it. */
    public static Cluster of(int services, int gateways) {
        return of(services, gateways, new JsonObject());
    }

    /**
     * One for a class that wants other settings.
     *
     * @param settings that all gateways get over the usual ones
     */
    public static Cluster of(int services, int gateways, JsonObject settings) {
        return of(services, gateways, settings, Store.hazelcast());
    }

    /** One that keeps its state elsewhere. */
    public static Cluster of(int services, int gateways, JsonObject settings, Store store) {
        return new Cluster(false, services, gateways, settings, store, Variation.NONE);
    }

    /** One whose nodes are not all alike. */
    public static Cluster of(int services, int gateways, Variation variation) {
        return new Cluster(false, services, gateways, new JsonObject(), Store.hazelcast(), variation);
    }

    /** A service and two gateways for all classes that break nothing and clean up behind themselves. */
    public static Cluster shared() {
        return Shared.CLUSTER;
    }

    private static final class Shared {
        static final Cluster CLUSTER = new Cluster(true, 1, 2, new JsonObject(), Store.hazelcast(), Variation.NONE);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (!shared) {
            folder = context.getRequiredTestClass().getSimpleName();
            start();
            return;
        }
        if (services.isEmpty()) {
            // Not when JUnit has done: where test classes run side by side, it has with each of them.
            Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end of the shared cluster"));
            start();
        }
        // What an earlier class broke is not this one's failure.
        awaitReady();
    }

    private void start() {
        store.start(folder("redis"));
        for (int i = 0; i < serviceCount; i++) {
            services.add(launchService(i));
        }
        for (int i = 0; i < gatewayCount; i++) {
            launchGateway();
        }
        awaitReady();
        if (gatewayCount > 0) {
            awaitComplete();
        }
    }

    /** A gateway may be ready before its new store is: until then joins are told to come again. */
    private void awaitComplete() {
        await("a complete store")
                .atMost(START_LIMIT)
                .pollInterval(Duration.ofMillis(100))
                .until(() ->
                        services.stream().allMatch(service -> service.metrics().sum("chappe_store_recovering") == 0));
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        if (context.getExecutionException().isPresent() && !printed) {
            // Once: the files have it all, and one failure may be followed by many.
            printed = true;
            printLogs();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (!shared) {
            end();
        }
    }

    private void end() {
        vertx.close();
        // Gateways first: they want to say goodbye to a service. All of a kind at once: each may take a moment.
        end(gateways.stream().map(GatewayProcess::process).toList());
        end(services);
        SharedClasses.keep();
        store.end();
        variation.end();
    }

    private NodeProcess launchService(int index) {
        return start("presence-service", index, configs.service(index).mergeIn(store.settings(), true));
    }

    /** Starts one more gateway and waits until it is ready. */
    public GatewayProcess addGateway() {
        GatewayProcess gateway = launchGateway();
        awaitReady();
        return gateway;
    }

    /** Starts a gateway that has ended again, on its old ports; does not wait. */
    public GatewayProcess restartGateway(int index) {
        GatewayProcess ended = gateways.get(index);
        gateways.set(index, ended.with(ended.process().again()));
        return gateways.get(index);
    }

    /** Starts a presence-service that has ended again; does not wait. */
    public NodeProcess restartService(int index) {
        services.set(index, services.get(index).again());
        return services.get(index);
    }

    /** Starts again each node that has ended, and waits until all are ready. */
    public void restartEnded() {
        IntStream.range(0, services.size()).filter(i -> !service(i).isAlive()).forEach(this::restartService);
        IntStream.range(0, gateways.size())
                .filter(i -> !gateway(i).process().isAlive())
                .forEach(this::restartGateway);
        awaitReady();
    }

    /** Starts one more gateway and does not wait: it may never be ready. */
    public GatewayProcess launchGateway() {
        int tlsPort = FreePorts.next();
        int pagesPort = FreePorts.next();
        int plainPort = FreePorts.next();
        Host host = variation.host("gateway-" + gateways.size());
        JsonObject config = configs.gateway(host, tlsPort, pagesPort, plainPort).mergeIn(gatewaySettings, true);
        GatewayProcess gateway =
                new GatewayProcess(start("gateway", gateways.size(), config), tlsPort, pagesPort, plainPort);
        gateways.add(gateway);
        return gateway;
    }

    private NodeProcess start(String module, int index, JsonObject config) {
        String name = module + "-" + index;
        List<String> program = Program.of(module, variation.classes(name), !shared && index == 0);
        JsonObject varied = config.mergeIn(variation.settings(name), true);
        return new NodeProcess(name, program, folder(name), varied, variation);
    }

    private Path folder(String name) {
        return TARGET.resolve("clusters").resolve(folder).resolve(name);
    }

    /** Waits until every process is ready. */
    public void awaitReady() {
        awaitReady(processes().toArray(NodeProcess[]::new));
    }

    /** Waits until these processes are ready. */
    public void awaitReady(NodeProcess... awaited) {
        try {
            await("nodes ready")
                    .atMost(START_LIMIT)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> Stream.of(awaited).allMatch(NodeProcess::isReady));
        } catch (RuntimeException e) {
            printLogs();
            throw e;
        }
    }

    /** Waits until the services would sweep a lost node: a new store must have been there for longer than a lease. */
    public void awaitSteady() {
        await("a steady store")
                .atMost(START_LIMIT)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> services.stream()
                        .filter(NodeProcess::isAlive)
                        .allMatch(service -> service.metrics().sum("chappe_store_steady_seconds") > LEASE_S));
    }

    private Stream<NodeProcess> processes() {
        return Stream.concat(services.stream(), gateways.stream().map(GatewayProcess::process));
    }

    private static void end(List<NodeProcess> processes) {
        // Asked one by one: what is told to end with this process may be gone when its turn comes.
        processes.parallelStream().filter(NodeProcess::isAlive).forEach(process -> {
            // A frozen one could not hear of its end.
            process.thaw();
            process.stop();
        });
    }

    private void printLogs() {
        processes().map(NodeProcess::logTail).forEach(System.out::println);
    }

    /** The project's root folder. */
    public static Path root() {
        return ROOT;
    }

    public int services() {
        return serviceCount;
    }

    public int gateways() {
        return gateways.size();
    }

    public NodeProcess service(int index) {
        return services.get(index);
    }

    /** The admin API of a service. */
    public Admin admin(int service) {
        return new Admin(service(service).setting("admin").getInteger("port"));
    }

    public GatewayProcess gateway(int index) {
        return gateways.get(index);
    }

    /** The server that keeps the state, where it is Redis. */
    public RedisServer redis() {
        return store.server();
    }

    /** Between the presence-services and the store, where it is one behind a proxy. */
    public FaultProxy storeProxy() {
        return store.proxy();
    }

    public TestTls tls() {
        return tls;
    }

    public Vertx vertx() {
        return vertx;
    }

    /** A client of the demo tenant. */
    public Peer peer(int gateway, String name) {
        return peer(gateway, "demo", name);
    }

    public Peer peer(int gateway, String tenant, String name) {
        return peer(gateway, Identity.anonymous(tenant, name));
    }

    /** A client of whichever tenant its token is of. */
    public Peer peer(int gateway, Identity identity) {
        ClientOptions options = ClientOptions.of(identity, gateway(gateway).signalUrl());
        return Peer.connect(client, trusting(options));
    }

    /** A client of the demo tenant by another way. */
    public Peer peerThrough(URI url, String name) {
        return Peer.connect(client, trusting(ClientOptions.of(Identity.anonymous("demo", name), url)));
    }

    /** A client of the demo tenant that knows several gateways, and begins at the first. */
    public Peer peerAmong(String name, int... known) {
        URI[] urls = IntStream.of(known).mapToObj(i -> gateway(i).signalUrl()).toArray(URI[]::new);
        return Peer.connect(client, trusting(ClientOptions.of(Identity.anonymous("demo", name), urls)));
    }

    /** The same for a client that knows this cluster's certificates. */
    public ClientOptions trusting(ClientOptions options) {
        return options.withTrust(new PemTrustOptions().addCertPath(tls.ca().toString()));
    }
}
