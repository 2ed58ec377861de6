package io.chappe.client;

import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.TrustOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a client reaches the service.
 *
 * @param trust whose certificates to accept; null for the JDK's own list. The host's name is always verified
 * @param proxy to go through, or null. An HTTP proxy is asked to CONNECT, for {@code ws} as well as {@code wss}
 * @param connectTimeout of the first connection, all attempts together
 * @param attemptTimeout of one attempt, from dialling to {@code welcome}
 */
public record Network(
        @Nullable TrustOptions trust, @Nullable ProxyOptions proxy, Duration connectTimeout, Duration attemptTimeout) {
    /** The JDK's certificates, no proxy, 15 s in all, 10 s for one attempt. */
    public static Network defaults() {
        return new Network(null, null, Duration.ofSeconds(15), Duration.ofSeconds(10));
    }

    public Network withTrust(TrustOptions changed) {
        return new Network(changed, proxy, connectTimeout, attemptTimeout);
    }

    public Network withProxy(ProxyOptions changed) {
        return new Network(trust, changed, connectTimeout, attemptTimeout);
    }

    public Network withConnectTimeout(Duration changed) {
        return new Network(trust, proxy, changed, attemptTimeout);
    }

    public Network withAttemptTimeout(Duration changed) {
        return new Network(trust, proxy, connectTimeout, changed);
    }
}
