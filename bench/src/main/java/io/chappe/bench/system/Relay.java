package io.chappe.bench.system;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The minimal relay on raw Netty.
 *
 * @param tls null for plain sockets
 */
public record Relay(String name, @Nullable Tls tls) implements MeasuredSystem {
    private static final int PORT = 21_100;

    @Override
    public RunningSystem start(Path folder) throws IOException, InterruptedException {
        List<String> command = Jvm.USUAL.command();
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                "io.chappe.bench.relay.RawRelay",
                Integer.toString(PORT)));
        if (tls != null) {
            command.addAll(List.of(tls.certificate().toString(), tls.key().toString()));
        }
        ServerProcess process =
                ServerProcess.start("relay", folder, command, Map.of(), log -> log.contains("listening on"));
        return new RunningSystem("relay", "127.0.0.1:" + PORT, tls != null, List.of(process));
    }
}
