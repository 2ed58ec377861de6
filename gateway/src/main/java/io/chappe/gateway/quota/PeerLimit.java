package io.chappe.gateway.quota;

import io.chappe.node.limit.Rate;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What all sockets of one peer on this gateway may send together.
 *
 * @param nanoClock by which it is counted
 */
public record PeerLimit(Rate messages, Rate bytes, LongSupplier nanoClock) {
    private static final int BURST_S = 10;

    /**
     * As much as so many clients could.
     *
     * @param messagesPerSecond of one client, and ten times as many at once
     * @param bytesPerSecond the same of their bytes
     */
    public static PeerLimit of(int clients, int messagesPerSecond, int bytesPerSecond) {
        return of(clients, messagesPerSecond, bytesPerSecond, System::nanoTime);
    }

    static PeerLimit of(int clients, int messagesPerSecond, int bytesPerSecond, LongSupplier nanoClock) {
        return new PeerLimit(
                burst((long) clients * messagesPerSecond), burst((long) clients * bytesPerSecond), nanoClock);
    }

    long now() {
        return nanoClock.getAsLong();
    }

    private static Rate burst(long perSecond) {
        return new Rate(BURST_S * perSecond, Duration.ofSeconds(BURST_S));
    }
}
