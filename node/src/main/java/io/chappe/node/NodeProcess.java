package io.chappe.node;

import io.chappe.node.bus.ClusterNode;
import io.chappe.node.bus.ClusterStructures;
import io.chappe.node.bus.Role;
import io.chappe.node.config.ConfigException;
import io.chappe.node.config.ConfigLoader;
import io.chappe.node.config.Settings;
import io.chappe.node.logging.About;
import io.chappe.node.operations.Operations;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of a node's process: configuration, cluster, operations port, service; and the same backwards at its end.
 *
 * <p>What goes wrong at the start is one line on standard error and exit code 1. SIGTERM and SIGINT end it in order,
 * within a time limit.
 */
public final class NodeProcess<C extends Record & NodeConfig> {
    private static final Logger LOG = LoggerFactory.getLogger(NodeProcess.class);
    private static final long START_LIMIT_S = 60;
    private static final String COMMON_POOL = "java.util.concurrent.ForkJoinPool.common.parallelism";
    private static final int COMMON_POOL_THREADS = 2;

    /** For what is closed after the service; a data member may need 15 s to hand its partitions over. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final Role role;
    private final ClusterStructures structures;
    private final Class<C> configType;
    private final NodeService.Starter<C> starter;
    private final Deque<Supplier<Future<Void>>> started = new ConcurrentLinkedDeque<>();
    private volatile Duration stopLimit = STOP_LIMIT;
    private volatile boolean failed;

    private NodeProcess(Role role, ClusterStructures structures, Class<C> configType, NodeService.Starter<C> starter) {
        this.role = role;
        this.structures = structures;
        this.configType = configType;
        this.starter = starter;
    }

    /** A gateway's process. */
    public static <C extends Record & NodeConfig> NodeProcess<C> gateway(
            Class<C> configType, NodeService.Starter<C> starter) {
        return new NodeProcess<>(Role.GATEWAY, ClusterStructures.NONE, configType, starter);
    }

    /** A presence-service's process, which keeps its store's structures in the cluster. */
    public static <C extends Record & NodeConfig> NodeProcess<C> presence(
            Class<C> configType, ClusterStructures structures, NodeService.Starter<C> starter) {
        return new NodeProcess<>(Role.PRESENCE, structures, configType, starter);
    }

    /**
     * With fewer than two threads in the common pool {@link java.util.concurrent.CompletableFuture}, and Hazelcast by the
     * same rule, start a thread for each asynchronous step: hundreds a second, which on a busy machine of one or two
     * cores kept the store from answering for 20 s.
     */
    private static void keepCommonPool() {
        if (Runtime.getRuntime().availableProcessors() <= COMMON_POOL_THREADS) {
            System.getProperties().putIfAbsent(COMMON_POOL, Integer.toString(COMMON_POOL_THREADS));
        }
    }

    /** The whole {@code main} of a node; returns when it has started. */
    @SuppressWarnings("SystemOut")
    public void run(String[] args) {
        keepCommonPool();
        if (Arrays.stream(args).anyMatch(List.of("-h", "--help")::contains)) {
            System.out.printf(
                    "Settings, in the YAML file that --config FILE or CHAPPE_CONFIG names, or in the environment:%n%n%s",
                    Settings.help(configType));
            return;
        }
        if (Arrays.asList(args).contains("--version")) {
            System.out.println("Chappe " + Build.version());
            return;
        }
        try {
            start(args);
        } catch (ConfigException e) {
            fail(String.valueOf(e.getMessage()));
        } catch (Exception e) {
            LOG.debug("the start failed", e);
            fail("cannot start: " + e);
        }
    }

    private void start(String[] args) throws Exception {
        C config = ConfigLoader.load(configType, args, System.getenv());
        // Hazelcast looks for it before it has its configuration.
        System.setProperty("hazelcast.logging.type", "slf4j");
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "shutdown"));

        ClusterNode node = await(ClusterNode.join(config.cluster(), role, structures));
        started.push(node::close);
        Operations operations = await(Operations.start(node.vertx(), ClusterNode.EVENT_LOOPS, config.operations()));
        started.push(operations::close);
        new Unhandled(operations.metrics()).watch(node.vertx());
        operations.health().addReadiness("cluster", node::problem);
        node.bindTo(operations.metrics());
        NodeService service = await(onEventLoop(node.vertx(), () -> starter.start(config, node, operations)));
        started.push(service::close);
        stopLimit = stopLimit.plus(service.closeLimit());
        operations.health().started();

        About.node(LOG.atInfo(), node.id())
                .log(
                        "this {} has started; operations on {}:{}",
                        role.word(),
                        config.operations().host(),
                        operations.port());
        node.problem().ifPresent(problem -> LOG.warn("not ready yet: {}", problem));
    }

    private static <T> T await(Future<T> step) throws Exception {
        return step.await(START_LIMIT_S, TimeUnit.SECONDS);
    }

    private static <T> Future<T> onEventLoop(Vertx vertx, Supplier<Future<? extends T>> step) {
        Promise<T> result = Promise.promise();
        vertx.runOnContext(
                nothing -> Future.<T>future(inner -> step.get().<T>map(t -> t).onComplete(inner))
                        .onComplete(result));
        return result.future();
    }

    /** Runs at SIGTERM, SIGINT and {@link System#exit}; ends the parts that have started, the last one first. */
    private void stop() {
        long deadline = System.nanoTime() + stopLimit.toNanos();
        boolean inOrder = !failed;
        while (!started.isEmpty()) {
            try {
                started.pop().get().await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (Exception e) {
                inOrder = false;
                LOG.warn("a part did not end in order: {}", e.toString());
            }
        }
        if (inOrder) {
            // Else a JVM that was asked to end says 143, and its supervisor counts a failure.
            Runtime.getRuntime().halt(0);
        }
    }

    @SuppressWarnings("SystemOut")
    private void fail(String line) {
        failed = true;
        System.err.println(line);
        System.exit(1);
    }
}
