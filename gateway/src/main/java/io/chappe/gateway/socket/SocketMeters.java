package io.chappe.gateway.socket;

import io.chappe.core.protocol.CloseCode;
import io.micrometer.core.instrument.Counter;
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

    public SocketMeters(MeterRegistry registry) {
        this.registry = registry;
        this.open = registry.gauge("chappe.sockets.open", new AtomicInteger());
        for (CloseCode code : CloseCode.values()) {
            closedByServer.put(code.code(), closed("server", Integer.toString(code.code())));
        }
        // A fixed set: a client must not be able to make a new time series with each close frame.
        for (int code : new int[] {1000, 1001, 1005, 1006, 4000}) {
            closedByClient.put(code, closed("client", Integer.toString(code)));
        }
        this.closedByUnknownCode = closed("client", "other");
        this.messagesIn = registry.counter("chappe.socket.messages", "direction", "in");
        this.messagesOut = registry.counter("chappe.socket.messages", "direction", "out");
        this.bytesIn = registry.counter("chappe.socket.message.bytes", "direction", "in");
        this.bytesOut = registry.counter("chappe.socket.message.bytes", "direction", "out");
    }

    private Counter closed(String by, String code) {
        return registry.counter("chappe.sockets.closed", "by", by, "code", code);
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
        registry.counter("chappe.handshakes.refused", "reason", reason).increment();
    }

    /**
     * The certificate on disk has changed.
     *
     * @param outcome {@code reloaded} or {@code refused}
     */
    public void certificate(String outcome) {
        registry.counter("chappe.certificate.changes", "outcome", outcome).increment();
    }

    void opened() {
        open.incrementAndGet();
    }

    void closed(@Nullable CloseCode byServer, int byClient) {
        open.decrementAndGet();
        Counter counter = byServer != null ? closedByServer.get(byServer.code()) : closedByClient.get(byClient);
        (counter != null ? counter : closedByUnknownCode).increment();
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
