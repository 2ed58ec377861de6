package io.chappe.gateway.socket;

import io.chappe.core.protocol.CloseCode;
import io.chappe.gateway.loop.TimerWheel;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.ContextInternal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of one event loop: made from upgrade requests, with one flush a turn for all of them.
 * Made on, and confined to, its verticle's event-loop context, but for {@link #execute}.
 */
public final class SocketGroup {
    private final ContextInternal context;
    private final SocketLimits limits;
    private final WebSocketDecoderConfig framing;
    private final SocketMeters meters;
    private final SocketTraffic traffic;
    private final Pace.Rates rates;
    private final TimerWheel timers;
    private final Set<NettySocket> open = new HashSet<>();
    private List<NettySocket> unflushed = new ArrayList<>();
    private @Nullable Promise<Void> emptied;

    /**
     * @param timers of the event loop
     */
    public SocketGroup(Vertx vertx, TimerWheel timers, SocketLimits limits, SocketMeters meters) {
        this.context = (ContextInternal) vertx.getOrCreateContext();
        if (!context.isEventLoopContext()) {
            throw new IllegalStateException("sockets live on an event loop: start the listener in a standard verticle");
        }
        this.limits = limits;
        this.rates = Pace.Rates.of(limits, meters);
        this.framing = WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(limits.maxFrameBytes())
                .expectMaskedFrames(true)
                .allowMaskMismatch(false)
                .allowExtensions(false)
                .closeOnProtocolViolation(false)
                .build();
        this.meters = meters;
        this.traffic = meters.trafficOfLoop();
        this.timers = timers;
    }

    TimerWheel timers() {
        return timers;
    }

    /**
     * Answers an upgrade request with 101 and takes its connection over. Nothing else may have been written to it.
     *
     * @param key the client's Sec-WebSocket-Key, checked
     * @param subprotocol to echo, one that the client offered, or null
     * @param protocol makes the handler; called once, after the 101 was written
     * @param gone runs when the connection is; null for nothing
     */
    public void upgrade(
            HttpServerRequest request,
            String key,
            @Nullable String subprotocol,
            Function<ClientSocket, SocketHandler> protocol,
            @Nullable Runnable gone) {
        new Takeover(this, protocol, gone).of(request, key, subprotocol);
    }

    /** Closes all sockets; the future succeeds when the last is gone, at the latest after the close timeout. */
    public Future<Void> closeAll(CloseCode code) {
        if (emptied == null) {
            emptied = Promise.promise();
        }
        List.copyOf(open).forEach(socket -> socket.close(code));
        completeIfEmpty();
        return emptied.future();
    }

    SocketLimits limits() {
        return limits;
    }

    WebSocketDecoderConfig framing() {
        return framing;
    }

    Pace.Rates rates() {
        return rates;
    }

    SocketMeters meters() {
        return meters;
    }

    SocketTraffic traffic() {
        return traffic;
    }

    void add(NettySocket socket) {
        open.add(socket);
        meters.opened();
    }

    void remove(NettySocket socket) {
        open.remove(socket);
        completeIfEmpty();
    }

    private void completeIfEmpty() {
        if (emptied != null && open.isEmpty()) {
            emptied.tryComplete();
        }
    }

    /** One system call a socket and turn, however many messages it is sent: a room's burst goes out together. */
    void flushSoon(NettySocket socket) {
        if (unflushed.isEmpty()) {
            context.nettyEventLoop().execute(this::flushAll);
        }
        unflushed.add(socket);
    }

    private void flushAll() {
        List<NettySocket> sockets = unflushed;
        unflushed = new ArrayList<>();
        sockets.forEach(NettySocket::flush);
    }

    void execute(Runnable task) {
        context.runOnContext(ignored -> task.run());
    }

    /** Netty calls its handlers outside of any Vert.x context; protocols use the bus and want theirs. */
    ContextInternal enter() {
        return context.beginDispatch();
    }

    void leave(ContextInternal previous) {
        context.endDispatch(previous);
    }

    void dispatch(Runnable task) {
        context.dispatch(task);
    }
}
