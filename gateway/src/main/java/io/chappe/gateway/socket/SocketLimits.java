package io.chappe.gateway.socket;

import io.chappe.node.config.ConfigLoader;
import io.chappe.node.config.Require;
import io.chappe.node.config.Setting;
import java.time.Duration;

/** What one client may cost at the edge. Whoever goes over a limit harms itself only, and is told which. */
public record SocketLimits(
        @Setting(def = "4096", help = "Bytes of a request's first line; above it 414.")
        int maxRequestLineBytes,

        @Setting(def = "8192", help = "Bytes of all header lines of a request together; above it 431.")
        int maxHeaderBytes,

        @Setting(
                def = "10s",
                help = "From accept to a whole request head, of which a TLS handshake may take half; then the"
                        + " connection is cut. The same again for the next request on a kept-alive connection.")
        Duration upgradeTimeout,

        @Setting(def = "262144", help = "Bytes of one frame's payload; above it close code 1009.")
        int maxFrameBytes,

        @Setting(def = "262144", help = "Bytes of one message, all its frames together; above it close code 1009.")
        int maxMessageBytes,

        @Setting(def = "1024", help = "Frames of one message; above it close code 1009.")
        int maxFragments,

        @Setting(def = "20s", help = "Silence of a client after which the server pings, and pings again.")
        Duration pingAfter,

        @Setting(
                def = "60s",
                help = "Silence of a client after which its socket is closed with 4408; also the longest time from a"
                        + " message's first frame to its last.")
        Duration dropAfter,

        @Setting(
                def = "262144",
                help = "Bytes that may wait for a client that reads too slowly, besides the largest message among them;"
                        + " above it close code 4413.")
        int maxWaitingBytes,

        @Setting(def = "5s", help = "From our close frame to the client's; then the connection is cut.")
        Duration closeTimeout,

        @Setting(
                def = "200",
                help = "Messages of one client in a second, and ten times as many at once; above it `rate_limited`, and"
                        + " 4429 at the hundredth such message within a minute. Pings that clients send count, too.")
        int messagesPerSecond,

        @Setting(
                def = "1048576",
                help = "The same of their bytes; a message to a room counts for each member. Ten times as many must be"
                        + " at least maxMessageBytes.")
        int bytesPerSecond,

        @Setting(
                def = "5",
                help =
                        "As much as so many clients could may all clients of one peer send together on this gateway; above it"
                                + " the same.")
        int ratesPerPeer,

        @Setting(def = "0", help = "Open sockets on this gateway, all listeners together; above it 503. 0: no limit.")
        int maxSockets,

        @Setting(
                def = "0",
                help = "Of these of one address, or of one IPv6 /64; above it 429. 0: no limit. Behind a proxy set"
                        + " `listeners[].proxies`, too: this and the two limits after it else see all clients as one.")
        int maxSocketsPerAddress,

        @Setting(def = "0", help = "Sockets that one address may open in a second; above it 429. 0: no limit.")
        int maxConnectsPerAddress,

        @Setting(
                def = "300",
                help = "Clients of one address that may in a minute not be let in by one tenant, and five times as many"
                        + " by all; above it `rate_limited` before anything is looked at.")
        int maxFailedAttempts) {
    private static final int MOST_BYTES = 64 * 1024 * 1024;
    private static final int MOST_IN_A_PERIOD = 1_000_000;
    private static final int MOST_RATES = 10_000;

    public SocketLimits {
        Require.range("maxRequestLineBytes", maxRequestLineBytes, 64, MOST_BYTES);
        Require.range("maxHeaderBytes", maxHeaderBytes, 256, MOST_BYTES);
        Require.range("maxFrameBytes", maxFrameBytes, 125, MOST_BYTES);
        Require.range("maxMessageBytes", maxMessageBytes, maxFrameBytes, MOST_BYTES);
        Require.range("maxFragments", maxFragments, 1, Integer.MAX_VALUE);
        Require.range("maxWaitingBytes", maxWaitingBytes, 1024, MOST_BYTES);
        Require.range("maxSockets", maxSockets, 0, Integer.MAX_VALUE);
        Require.range("messagesPerSecond", messagesPerSecond, 1, MOST_IN_A_PERIOD);
        Require.range("bytesPerSecond", bytesPerSecond, 1, Integer.MAX_VALUE);
        Require.range("ratesPerPeer", ratesPerPeer, 1, MOST_RATES);
        Require.that(
                10L * bytesPerSecond >= maxMessageBytes,
                "bytesPerSecond must be at least a tenth of maxMessageBytes, or the largest message is never taken");
        Require.range("maxSocketsPerAddress", maxSocketsPerAddress, 0, Integer.MAX_VALUE);
        Require.range("maxConnectsPerAddress", maxConnectsPerAddress, 0, MOST_IN_A_PERIOD);
        Require.range("maxFailedAttempts", maxFailedAttempts, 1, MOST_IN_A_PERIOD);
        Require.positive("upgradeTimeout", upgradeTimeout);
        Require.positive("pingAfter", pingAfter);
        Require.positive("closeTimeout", closeTimeout);
        Require.that(
                dropAfter.compareTo(pingAfter) > 0,
                "dropAfter must be longer than pingAfter, or nobody is pinged before being dropped");
    }

    public static SocketLimits defaults() {
        return ConfigLoader.parse(SocketLimits.class, "");
    }
}
