package io.chappe.client;

import io.vertx.core.net.TrustOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Limits of a client, shared by its sessions.
 *
 * @param trust whose certificates to accept; null for the JDK's own list
 * @param timeout of every wait: for the connection, for {@code welcome}, and for the answer to a request
 * @param maxPending requests of one session without an answer; one more fails with {@code queue_full}
 * @param maxMessageBytes of what the server sends; above it the socket is closed
 */
public record ClientOptions(@Nullable TrustOptions trust, Duration timeout, int maxPending, int maxMessageBytes) {
    public static ClientOptions defaults() {
        return new ClientOptions(null, Duration.ofSeconds(10), 1_024, 4 << 20);
    }

    public ClientOptions withTrust(TrustOptions trusted) {
        return new ClientOptions(trusted, timeout, maxPending, maxMessageBytes);
    }

    public ClientOptions withTimeout(Duration changed) {
        return new ClientOptions(trust, changed, maxPending, maxMessageBytes);
    }
}
