package io.chappe.gateway.listener;

import io.chappe.gateway.socket.ClientAddress;
import io.chappe.gateway.socket.SocketLimits;
import io.chappe.node.limit.Rate;
import io.chappe.node.limit.RateLimit;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** How many sockets an address has, and how fast it opens them; on all ports of this gateway. From any thread. */
public final class AddressLimits {
    /** More addresses than one gateway has sockets. */
    private static final int MOST_ADDRESSES = 100_000;

    private final int mostSockets;
    private final @Nullable RateLimit<Long> connects;
    private final Map<Long, Integer> sockets = new ConcurrentHashMap<>();

    public AddressLimits(SocketLimits limits) {
        this.mostSockets = limits.maxSocketsPerAddress();
        int aSecond = limits.maxConnectsPerAddress();
        this.connects = aSecond == 0
                ? null
                : new RateLimit<>(new Rate(aSecond, Duration.ofSeconds(1)), MOST_ADDRESSES, System::nanoTime);
    }

    /** Why a client there is not given one more socket; null if it is. */
    @Nullable Refusal problem(ClientAddress client) {
        if (mostSockets > 0 && sockets.getOrDefault(client.network(), 0) >= mostSockets) {
            return refusal("Too many sockets are open from this address; close one.");
        }
        return connects == null || connects.waitMs(client.network()) == 0
                ? null
                : refusal("Too many sockets are opened from this address; try again.");
    }

    private static Refusal refusal(String message) {
        return new Refusal(429, "address", message, Map.of("Retry-After", "1"));
    }

    /**
     * A client there is given one.
     *
     * @return to be run once, when it is closed; null for nothing
     */
    @Nullable Runnable opened(ClientAddress client) {
        long network = client.network();
        if (connects != null) {
            connects.add(network);
        }
        if (mostSockets == 0) {
            return null;
        }
        sockets.merge(network, 1, Integer::sum);
        return () -> sockets.computeIfPresent(network, (key, open) -> open == 1 ? null : open - 1);
    }
}
