package io.chappe.tests.harness;

import io.chappe.testing.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A TCP proxy on a free loopback port that does to connections what networks do. Each method returns when its fault has
 * begun. Connections that come later meet latency and a stall too; the rest befalls only those that are open.
 */
public final class FaultProxy implements AutoCloseable {
    /** The directions of a connection. */
    public enum Way {
        TO_SERVER,
        TO_CLIENT
    }

    private static final int SCRATCH = 64 << 10;
    private static final int BACKLOG = 2_000;
    private static final long TICK_MS = 2;
    private static final long ORDER_LIMIT_S = 10;

    private final InetSocketAddress target;
    private final int port = FreePorts.next();
    private final Selector selector;
    private final ServerSocketChannel door;
    private final Queue<Runnable> orders = new ConcurrentLinkedQueue<>();
    private final Set<Crossing> open = new LinkedHashSet<>();
    /** Those with something that waits for its time, or for room in a socket. */
    private final Set<Crossing> waiting = new LinkedHashSet<>();

    private final ByteBuffer scratch = ByteBuffer.allocateDirect(SCRATCH);
    private final Thread thread;
    private long delayNanos;
    private boolean stalled;
    private boolean closed;

    private FaultProxy(InetSocketAddress target) throws IOException {
        this.target = target;
        this.selector = Selector.open();
        this.door = listen();
        this.thread = new Thread(this::run, "fault-proxy-" + port);
        thread.setDaemon(true);
        thread.start();
    }

    /** In front of a port of this machine. */
    public static FaultProxy to(int port) {
        return to(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    public static FaultProxy to(InetSocketAddress target) {
        try {
            return new FaultProxy(target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    /** Where clients find the gateway behind it. */
    public URI signalUrl() {
        return URI.create("wss://localhost:" + port + "/v1/signal");
    }

    /** How many connections go through it. */
    public int connections() {
        CompletableFuture<Integer> count = new CompletableFuture<>();
        order(() -> count.complete(open.size()));
        return count.join();
    }

    /** Each byte comes so much later. */
    public void delay(Duration latency) {
        order(() -> delayNanos = latency.toNanos());
    }

    /** Nothing moves any more, and nobody is told. */
    public void stall() {
        order(() -> stalled = true);
    }

    /** All connections that are open end with a RST on both sides. */
    public void reset() {
        order(() -> forAll(Crossing::reset));
    }

    /** For the connections that are open, bytes and ends of these directions vanish for ever: half-open. */
    public void swallow(Way... ways) {
        order(() -> forAll(crossing -> {
            for (Way way : ways) {
                crossing.flow(way).swallow();
            }
        }));
    }

    /** In each of the connections that are open, one bit of what comes next in this direction changes. */
    public void corrupt(Way way) {
        order(() -> forAll(crossing -> crossing.flow(way).corrupt()));
    }

    /** No latency, no stall any more. What stood still moves on. */
    public void heal() {
        order(() -> {
            delayNanos = 0;
            stalled = false;
            waiting.addAll(open);
        });
    }

    @Override
    public void close() {
        if (!thread.isAlive()) {
            return;
        }
        order(() -> {
            forAll(Crossing::reset);
            quietly(door::close);
            closed = true;
        });
    }

    private ServerSocketChannel listen() throws IOException {
        ServerSocketChannel opened = ServerSocketChannel.open();
        opened.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        opened.configureBlocking(false);
        opened.register(selector, SelectionKey.OP_ACCEPT);
        return opened;
    }

    private void order(Runnable order) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        orders.add(() -> {
            try {
                order.run();
                done.complete(null);
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        selector.wakeup();
        done.orTimeout(ORDER_LIMIT_S, TimeUnit.SECONDS).join();
    }

    private void forAll(Consumer<Crossing> what) {
        open.forEach(what);
        waiting.addAll(open);
    }

    private interface Step {
        void run() throws IOException;
    }

    private static void quietly(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run() {
        try (selector) {
            while (!closed) {
                Set<Crossing> ready = turn();
                long now = System.nanoTime();
                ready.forEach(crossing -> move(crossing, now));
                for (Runnable order = orders.poll(); order != null; order = orders.poll()) {
                    order.run();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for something to do; who has something. */
    private Set<Crossing> turn() throws IOException {
        Set<Crossing> ready = new LinkedHashSet<>(waiting);
        selector.select(
                key -> {
                    if (key.attachment() instanceof Crossing crossing) {
                        ready.add(crossing);
                    } else {
                        quietly(this::accept);
                    }
                },
                waiting.isEmpty() || stalled ? 0 : TICK_MS);
        return ready;
    }

    private void accept() throws IOException {
        for (SocketChannel client = door.accept(); client != null; client = door.accept()) {
            try {
                Crossing crossing = new Crossing(client, target, selector);
                open.add(crossing);
                waiting.add(crossing);
            } catch (IOException e) {
                // Nobody listens behind it.
                client.close();
            }
        }
    }

    private void move(Crossing crossing, long now) {
        boolean waits = !stalled && crossing.isOpen() && crossing.move(scratch, now, delayNanos);
        crossing.listen(stalled);
        if (waits && crossing.isOpen()) {
            waiting.add(crossing);
        } else {
            waiting.remove(crossing);
        }
        if (!crossing.isOpen()) {
            open.remove(crossing);
        }
    }
}
