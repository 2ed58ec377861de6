package io.chappe.gateway.socket;

import io.chappe.core.protocol.CloseCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What the edge counts, for all listeners and event loops of a gateway together. Safe for any thread. */
public final class SocketMeters {
    private final MeterRegistry registry;
    private final AtomicInteger open;
    private final Map<Integer, Counter> closedByServer = new HashMap<>();
    private final Map<Integer, Counter> closedByClient = new HashMap<>();
    private final Counter closedByUnknownCode;
    private final Counter messagesIn;
    private final Counter messagesOut;
    private final Counter bytesIn;
    private final Counter bytesOut;
    private final Counter overRate;

    public SocketMeters(MeterRegistry registry) {
        this.registry = registry;
        this.open = new AtomicInteger();
        Gauge.builder("chappe.sockets.open", open, AtomicInteger::get)
                .description("Sockets that are open now")
                .register(registry);
        for (CloseCode code : CloseCode.values()) {
            closedByServer.put(code.code(), closed("server", Integer.toString(code.code())));
        }
        // A fixed set: a client must not be able to make a new time series with each close frame.
        for (int code : new int[] {1000, 1001, 1005, 1006, 4000}) {
            closedByClient.put(code, closed("client", Integer.toString(code)));
        }
        this.closedByUnknownCode = closed("client", "other");
        this.messagesIn = messages("in");
        this.messagesOut = messages("out");
        this.bytesIn = bytes("in");
        this.bytesOut = bytes("out");
        this.overRate = Counter.builder("chappe.socket.messages.limited")
                .description(
                        "Messages and pings that were not taken, because their client or their peer had sent too many or too"
                                + " much")
                .register(registry);
    }

    private Counter messages(String direction) {
        return Counter.builder("chappe.socket.messages")
                .description("Messages that clients sent (in) and were sent (out)")
                .tag("direction", direction)
                .register(registry);
    }

    private Counter bytes(String direction) {
        return Counter.builder("chappe.socket.message.bytes")
                .description("Bytes of these messages, without framing and TLS")
                .tag("direction", direction)
                .register(registry);
    }

    private Counter closed(String by, String code) {
        return Counter.builder("chappe.sockets.closed")
                .description("Sockets that have closed, by who began to, and the close code")
                .tags("by", by, "code", code)
                .register(registry);
    }

    /** Sockets that are open now. */
    public int open() {
        return open.get();
    }

    /**
     * A request for a WebSocket was refused, or a connection did not get that far.
     *
     * @param reason one of a few fixed words
     */
    public void refused(String reason) {
        Counter.builder("chappe.handshakes.refused")
                .description("Requests for a socket that were refused, and connections that did not get that far")
                .tag("reason", reason)
                .register(registry)
                .increment();
    }

    /**
     * The certificate on disk has changed.
     *
     * @param outcome {@code reloaded} or {@code refused}
     */
    public void certificate(String outcome) {
        Counter.builder("chappe.certificate.changes")
                .description("Changes of a certificate on disk: reloaded, or refused and the old one kept")
                .tag("outcome", outcome)
                .register(registry)
                .increment();
    }

    void opened() {
        open.incrementAndGet();
    }

    void closed(@Nullable CloseCode byServer, int byClient) {
        open.decrementAndGet();
        Counter counter = byServer != null ? closedByServer.get(byServer.code()) : closedByClient.get(byClient);
        (counter != null ? counter : closedByUnknownCode).increment();
    }

    void overRate() {
        overRate.increment();
    }

    void messageIn(int bytes) {
        messagesIn.increment();
        bytesIn.increment(bytes);
    }

    void messageOut(int bytes) {
        messagesOut.increment();
        bytesOut.increment(bytes);
    }
}
