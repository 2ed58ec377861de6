package io.chappe.bench.system;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The minimal relay on raw Netty.
 *
 * @param sockets EPOLL, IO_URING or NIO
 * @param tls null for none
 */
public record Relay(String name, String sockets, @Nullable Tls tls) implements MeasuredSystem {
    private static final int FIRST_PORT = 21_100;
    private static final int PORTS = 20;
    /** Several may run at a time. */
    private static final AtomicInteger STARTED = new AtomicInteger();

    @Override
    public RunningSystem start(Path folder) throws IOException, InterruptedException {
        int port = FIRST_PORT + STARTED.getAndIncrement() % PORTS;
        List<String> command = Jvm.USUAL.command();
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                "io.chappe.bench.relay.RawRelay",
                Integer.toString(port),
                sockets));
        if (tls != null) {
            command.addAll(List.of(tls.certificate().toString(), tls.key().toString()));
        }
        ServerProcess process =
                ServerProcess.start("relay", folder, command, Map.of(), log -> log.contains("listening on"));
        return new RunningSystem("relay", "127.0.0.1:" + port, tls != null, List.of(process));
    }
}
