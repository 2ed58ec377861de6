package io.chappe.gateway.listener;

import io.chappe.gateway.protocol.ProtocolAdapter;
import io.chappe.gateway.protocol.Resource;
import io.chappe.gateway.protocol.Upgrade;
import io.chappe.gateway.socket.ClientAddress;
import io.chappe.gateway.socket.Handshake;
import io.chappe.gateway.socket.SocketGroup;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the requests of one listener: a handshake becomes a socket, anything else gets a page. */
final class Requests {
    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

    private final ListenerConfig config;
    private final Edge edge;
    private final SocketGroup sockets;
    private final HeadDeadlines deadlines;
    private final Proxies proxies;
    private boolean closing;

    Requests(ListenerConfig config, Edge edge, SocketGroup sockets, HeadDeadlines deadlines) {
        this.config = config;
        this.edge = edge;
        this.sockets = sockets;
        this.deadlines = deadlines;
        this.proxies = new Proxies(config.proxies());
    }

    /** No more sockets from now on. */
    void refuseSockets() {
        closing = true;
    }

    void handle(HttpServerRequest request) {
        deadlines.headOf(request);
        if (HandshakeCheck.isWanted(request)) {
            Refusal problem = upgrade(request);
            if (problem != null) {
                edge.meters().refused(problem.reason(), client(request));
                problem.answer(request);
            }
        } else if (answeredAsResource(request)) {
            return;
        } else if (isForSocket(request)) {
            Inquiry.answer(request, closedFor(Inquiry.origin(request), client(request)));
        } else if (!config.serves(Served.PAGES) || !edge.pages().answer(request)) {
            // Readable for every origin: a page with a wrong address for its socket asks here.
            new Refusal(404, "path", "There is nothing at this path.", Map.of("Access-Control-Allow-Origin", "*"))
                    .answer(request);
        }
    }

    private @Nullable Refusal upgrade(HttpServerRequest request) {
        Refusal problem = HandshakeCheck.problem(request);
        if (problem != null) {
            return problem;
        }
        if (!config.serves(Served.SOCKETS)) {
            return new Refusal(404, "no_sockets", "This port serves no sockets; use the port that does.");
        }
        Handshake handshake = handshake(request);
        if (handshake == null) {
            return new Refusal(400, "target", "The request's path or query is not valid.");
        }
        Refusal closed = closedFor(handshake.origin(), handshake.client());
        if (closed != null) {
            return closed;
        }
        return adapter(handshake)
                .map(adapter -> decide(request, handshake, adapter))
                .orElseGet(() -> Optional.of(new Refusal(404, "path", "There is no socket at this path.")))
                .orElse(null);
    }

    private ClientAddress client(HttpServerRequest request) {
        return proxies.client(connection(request), request.headers().getAll(Proxies.HEADER));
    }

    private static ClientAddress connection(HttpServerRequest request) {
        return Objects.requireNonNull(
                ClientAddress.parse(request.remoteAddress().hostAddress()), "a TCP connection has an address");
    }

    /** Why no socket is opened for a page of this origin, or for a client that names none; null if one is. */
    private @Nullable Refusal closedFor(@Nullable String origin, ClientAddress client) {
        if (origin != null && !edge.origins().test(origin)) {
            return new Refusal(
                    403, "origin", "Pages of this origin may not connect; have it added to the allowed origins.");
        }
        int most = edge.limits().maxSockets();
        boolean open = !closing
                && edge.open().getAsBoolean()
                && (most == 0 || edge.meters().open() < most);
        return open
                ? edge.addresses().problem(client)
                : new Refusal(
                        503, "full", "This gateway takes no more sockets; try again.", Map.of("Retry-After", "1"));
    }

    private Optional<ProtocolAdapter> adapter(Handshake handshake) {
        return edge.adapters().stream()
                .filter(adapter -> adapter.claims(handshake))
                .findFirst();
    }

    private Optional<Refusal> decide(HttpServerRequest request, Handshake handshake, ProtocolAdapter adapter) {
        Upgrade decision = adapter.decide(handshake);
        if (decision instanceof Upgrade.Reject reject) {
            return Optional.of(new Refusal(reject.status(), "protocol", reject.message()));
        }
        String subprotocol = ((Upgrade.Accept) decision).subprotocol();
        String key = HandshakeCheck.key(request.headers());
        if (key == null || (subprotocol != null && !handshake.offered().contains(subprotocol))) {
            LOG.error("protocol {} wants to speak a subprotocol that the client has not offered", adapter.name());
            return Optional.of(new Refusal(500, "internal", "Internal error."));
        }
        deadlines.upgraded(request);
        @Nullable Runnable gone = edge.addresses().opened(handshake.client());
        sockets.upgrade(request, key, subprotocol, socket -> adapter.open(socket, handshake), gone);
        return Optional.empty();
    }

    private boolean answeredAsResource(HttpServerRequest request) {
        Handshake asked = config.serves(Served.SOCKETS) ? handshake(request) : null;
        if (asked == null) {
            return false;
        }
        Optional<Resource> resource = edge.resources().stream()
                .filter(one -> one.path().equals(asked.path()))
                .findFirst();
        resource.ifPresent(found -> answer(request, found, asked));
        return resource.isPresent();
    }

    private void answer(HttpServerRequest request, Resource resource, Handshake asked) {
        Refusal closed = closedFor(asked.origin(), asked.client());
        if (closed == null) {
            ResourceAnswer.to(request, resource, asked);
        } else {
            edge.meters().refused(closed.reason(), asked.client());
            closed.answer(request);
        }
    }

    private boolean isForSocket(HttpServerRequest request) {
        Handshake asked = config.serves(Served.SOCKETS) ? handshake(request) : null;
        return asked != null && adapter(asked).isPresent();
    }

    private @Nullable Handshake handshake(HttpServerRequest request) {
        MultiMap headers = request.headers();
        String path = request.path();
        String host = headers.get("Host");
        if (path == null || host == null) {
            return null;
        }
        try {
            return new Handshake(
                    path,
                    query(request),
                    headers.get("Origin"),
                    host,
                    HandshakeCheck.offered(headers),
                    headers.get("Authorization"),
                    client(request));
        } catch (IllegalArgumentException e) {
            // A %-escape that is none.
            return null;
        }
    }

    private static Map<String, String> query(HttpServerRequest request) {
        if (request.query() == null) {
            return Map.of();
        }
        Map<String, String> first = new HashMap<>();
        request.params().forEach(entry -> first.putIfAbsent(entry.getKey(), entry.getValue()));
        return first;
    }

    /** A request that is no HTTP, or too long: {@link io.vertx.core.http.HttpServer#invalidRequestHandler}. */
    void handleInvalid(HttpServerRequest request) {
        String cause = request.decoderResult().cause().getClass().getSimpleName();
        Refusal refusal = switch (cause) {
            case "TooLongHttpLineException" ->
                new Refusal(414, "line", "The request line is longer than this server takes.");
            case "TooLongHttpHeaderException" ->
                new Refusal(431, "headers", "The request's headers are longer than this server takes.");
            default -> new Refusal(400, "malformed", "This is not a valid HTTP/1.1 request.");
        };
        edge.meters().refused(refusal.reason(), connection(request));
        refusal.answer(request);
    }
}
