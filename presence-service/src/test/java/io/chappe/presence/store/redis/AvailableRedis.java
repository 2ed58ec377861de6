package io.chappe.presence.store.redis;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;

/**
 * A Redis to test with: the server that {@code REDIS_URL} names, else a {@code redis-server} of this machine, else one in a
 * container, where a Docker engine runs.
 */
record AvailableRedis(String url, Runnable end) implements AutoCloseable {
    private static final String IMAGE = "redis:7-alpine";
    private static final int PORT = 6379;

    static AvailableRedis find() {
        String url = System.getenv("REDIS_URL");
        if (url != null) {
            return new AvailableRedis(url, () -> {});
        }
        if (isInstalled()) {
            TestRedis server = TestRedis.start();
            return new AvailableRedis(server.url(), server::close);
        }
        if (DockerClientFactory.instance().isDockerAvailable()) {
            GenericContainer<?> container = new GenericContainer<>(IMAGE).withExposedPorts(PORT);
            container.start();
            String address = container.getHost() + ":" + container.getMappedPort(PORT);
            return new AvailableRedis("redis://" + address, container::stop);
        }
        throw new IllegalStateException("no Redis to test with: set REDIS_URL, install redis-server"
                + " (on Debian: apt install redis-server), or start a Docker engine");
    }

    private static boolean isInstalled() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, TestRedis.PROGRAM)));
    }

    @Override
    public void close() {
        end.run();
    }
}
