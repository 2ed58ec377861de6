package io.chappe.gateway.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.gateway.limit.RefusalLog;
import io.chappe.gateway.loop.TimerWheel;
import io.chappe.gateway.protocol.ProtocolAdapter;
import io.chappe.gateway.socket.SocketLimits;
import io.chappe.gateway.socket.SocketMeters;
import io.chappe.node.config.ConfigLoader;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A listener on two event loops and a free port of loopback, as a gateway runs it, with adapters of the test's choice. */
final class RunningListener implements AutoCloseable {
    static final int LOOPS = 2;

    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final AtomicInteger port = new AtomicInteger();
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(LOOPS));

    private RunningListener() {}

    /** Without TLS; {@code limits} is YAML over the defaults. */
    static RunningListener plain(String limits, Supplier<? extends ProtocolAdapter> adapter) throws Exception {
        return start(plainConfig(), limits, adapter);
    }

    static ListenerConfig plainConfig() {
        return ConfigLoader.parse(ListenerConfig.class, "host: 127.0.0.1\nport: 0\ntls: false");
    }

    static RunningListener start(ListenerConfig config, String limits, Supplier<? extends ProtocolAdapter> adapter)
            throws Exception {
        RunningListener running = new RunningListener();
        SocketMeters meters = new SocketMeters(running.registry, new RefusalLog());
        SocketLimits parsed = ConfigLoader.parse(SocketLimits.class, limits);
        Pages pages = Pages.load();
        AddressLimits addresses = new AddressLimits(parsed);
        Origins origins = Origins.of(List.of("https://app.example.com"));
        Supplier<VerticleBase> verticle = () -> new VerticleBase() {
            private @Nullable Listener listener;

            @Override
            public Future<?> start() {
                Edge edge = new Edge(
                        parsed, origins, () -> true, addresses, List.of(adapter.get()), List.of(), pages, meters);
                return Listener.start(vertx, TimerWheel.start(vertx), config, edge)
                        .onSuccess(open -> {
                            listener = open;
                            running.port.set(open.port());
                        });
            }

            @Override
            public Future<?> stop() {
                return listener == null ? Future.succeededFuture() : listener.close();
            }
        };
        try {
            await(running.vertx.deployVerticle(verticle, new DeploymentOptions().setInstances(LOOPS)));
        } catch (Exception e) {
            running.close();
            throw e;
        }
        return running;
    }

    int port() {
        return port.get();
    }

    /** The sum of all counters of this name that have these tags. */
    double count(String name, String... tags) {
        return registry.find(name).tags(tags).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    /** Sockets open now. */
    int open() {
        return (int) registry.get("chappe.sockets.open").gauge().value();
    }

    /** Waits until a counter, which may lag what its client sees, has this value. */
    void awaitCount(double value, String name, String... tags) throws InterruptedException {
        awaitCount(value, 10, name, tags);
    }

    void awaitCount(double value, int seconds, String name, String... tags) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (count(name, tags) < value && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertThat(count(name, tags)).as(name).isGreaterThanOrEqualTo(value);
    }

    @Override
    public void close() {
        try {
            await(vertx.close());
        } catch (Exception e) {
            throw new IllegalStateException("the listener did not close in time", e);
        }
    }

    static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
