package io.chappe.gateway.socket;

import io.chappe.core.protocol.CloseCode;
import io.chappe.gateway.limit.RefusalLog;
import io.chappe.node.logging.About;
import io.chappe.node.operations.LoopCounters;
import io.chappe.node.tls.CertificateMeters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What the edge counts, and whom it refuses, for all listeners and event loops of a gateway together. Safe for any thread. */
public final class SocketMeters {
    /** All for which a listener refuses: a fixed set, and each is there before it first happens, so that its rise is seen. */
    private static final List<String> REASONS = List.of(
            "address",
            "body",
            "busy",
            "connection",
            "full",
            "headers",
            "host",
            "internal",
            "key",
            "late",
            "line",
            "malformed",
            "method",
            "no_sockets",
            "not_tls",
            "origin",
            "path",
            "protocol",
            "subprotocol",
            "target",
            "tls",
            "version",
            "websocket_version");

    /** Why a message is not taken: what its client sends, what all clients of its peer send, its pings, its receipts. */
    enum OverRate {
        CLIENT,
        PEER,
        PING,
        RECEIPT
    }

    private final MeterRegistry registry;
    private final RefusalLog refusals;
    private final AtomicInteger open;
    private final Counter accepted;
    private final Map<String, Counter> refused = new HashMap<>();
    private final CertificateMeters certificates;
    private final Map<Integer, Counter> closedByServer = new HashMap<>();
    private final Map<Integer, Counter> closedByClient = new HashMap<>();
    private final Counter closedByUnknownCode;
    private final LoopCounters traffic;
    private final Map<OverRate, Counter> overRate = new EnumMap<>(OverRate.class);

    public SocketMeters(MeterRegistry registry, RefusalLog refusals) {
        this.registry = registry;
        this.refusals = refusals;
        this.open = new AtomicInteger();
        Gauge.builder("chappe.sockets.open", open, AtomicInteger::get)
                .description("Sockets that are open now")
                .register(registry);
        this.accepted = Counter.builder("chappe.handshakes.accepted")
                .description("Requests for a socket that were given one")
                .register(registry);
        REASONS.forEach(reason -> refused.put(reason, refusals(reason)));
        certificates = new CertificateMeters(registry);
        for (CloseCode code : CloseCode.values()) {
            closedByServer.put(code.code(), closed("server", Integer.toString(code.code())));
        }
        // A fixed set: a client must not be able to make a new time series with each close frame.
        for (int code : new int[] {1000, 1001, 1005, 1006, 4000}) {
            closedByClient.put(code, closed("client", Integer.toString(code)));
        }
        this.closedByUnknownCode = closed("client", "other");
        this.traffic = SocketTraffic.all(registry);
        for (OverRate cause : OverRate.values()) {
            overRate.put(cause, limited(cause));
        }
    }

    private Counter limited(OverRate cause) {
        return Counter.builder("chappe.socket.messages.limited")
                .description(
                        "Messages and pings that were not taken, because their client or their peer had sent too many or too"
                                + " much")
                .tag("cause", cause.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    private Counter refusals(String reason) {
        return Counter.builder("chappe.handshakes.refused")
                .description("Requests for a socket that were refused, and connections that did not get that far")
                .tag("reason", reason)
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
     * A request for a WebSocket was refused, or a connection did not get that far: it is counted, and logged.
     *
     * @param reason one of a few fixed words
     * @param client where it is; null where that is not known
     */
    public void refused(String reason, @Nullable ClientAddress client) {
        Counter counter = refused.get(reason);
        if (counter == null) {
            throw new IllegalArgumentException(reason + " is not among the reasons");
        }
        counter.increment();
        About.address(refusals.line(), client).addKeyValue("cause", reason).log("a handshake is refused");
    }

    /** Of the listeners' certificates. */
    public CertificateMeters certificates() {
        return certificates;
    }

    void opened() {
        accepted.increment();
        open.incrementAndGet();
    }

    void closed(@Nullable CloseCode byServer, int byClient) {
        open.decrementAndGet();
        Counter counter = byServer != null ? closedByServer.get(byServer.code()) : closedByClient.get(byClient);
        (counter != null ? counter : closedByUnknownCode).increment();
    }

    void overRate(OverRate cause) {
        Objects.requireNonNull(overRate.get(cause)).increment();
    }

    /** One for one more event loop. */
    SocketTraffic trafficOfLoop() {
        return new SocketTraffic(traffic);
    }
}
