package io.chappe.gateway.session;

import io.chappe.core.bus.Delivery;
import io.chappe.core.bus.Envelope;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.SecretHash;
import io.chappe.core.model.SessionId;
import io.chappe.core.protocol.CloseCode;
import io.chappe.core.routing.LocalDelivery;
import io.chappe.gateway.loop.EventLoop;
import io.chappe.gateway.room.RoomView;
import io.chappe.gateway.room.Rooms;
import io.chappe.gateway.watch.Watches;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The sessions of this gateway: their beginning and end, and the delivery of signals to them. */
public final class Sessions implements LocalDelivery {
    private final SessionServices services;
    private final Rooms rooms;
    private final Watches watches;
    private final Map<SessionId, Session> byId = new ConcurrentHashMap<>();

    public Sessions(SessionServices services, Rooms rooms, Watches watches, MeterRegistry meters) {
        this.services = services;
        this.rooms = rooms;
        this.watches = watches;
        Gauge.builder("chappe.sessions", byId, Map::size)
                .description("Sessions on this gateway")
                .register(meters);
    }

    /**
     * Opens a session for a peer, on the event loop of its socket.
     *
     * @return the session once the cluster knows it, or a {@link io.chappe.gateway.room.RefusedException}
     */
    public Future<Session> open(PeerKey peer, EventLoop loop, Outlet outlet) {
        Session session = new Session(peer, loop, outlet, rooms, watches);
        Promise<Session> opened = Promise.promise();
        byId.put(session.id(), session);
        loop.on(services.add(peer, session.id(), SecretHash.of(session.secret())), added -> {
            if (added.succeeded()) {
                opened.complete(session);
            } else {
                end(session, LeaveReason.LOST);
                opened.fail(added.cause());
            }
        });
        return opened.future();
    }

    /** Ends a session; on its event loop. The second time does nothing. */
    public void end(Session session, LeaveReason reason) {
        if (byId.remove(session.id(), session)) {
            session.end(reason);
            services.remove(session.peerKey(), session.id());
        }
    }

    /** This gateway can't hold any of its sessions longer: their sockets close, from any thread. */
    public void closeAll(CloseCode code) {
        byId.values().forEach(session -> session.loop().run(() -> session.close(code)));
    }

    @Override
    public Future<Delivery> deliver(Envelope envelope) {
        if (envelope.isBroadcast()) {
            RoomView view = rooms.view(envelope.roomKey());
            return view == null
                    ? Future.succeededFuture(Delivery.NONE)
                    : view.recipients().deliver(envelope);
        }
        if (envelope.targets().size() == 1) {
            return deliver(envelope.targets().get(0), envelope);
        }
        List<Future<Delivery>> parts = new ArrayList<>(envelope.targets().size());
        envelope.targets().forEach(target -> parts.add(deliver(target, envelope)));
        return Future.all(parts).map(all -> all.<Delivery>list().stream().reduce(Delivery.NONE, Delivery::plus));
    }

    private Future<Delivery> deliver(SessionId target, Envelope envelope) {
        @Nullable Session session = byId.get(target);
        if (session == null || !session.tenant().equals(envelope.tenant())) {
            return Future.succeededFuture(Delivery.missed(List.of(target), ErrorCode.NO_SUCH_SESSION));
        }
        byte[] frame = session.dialect().signal(envelope);
        Promise<Delivery> outcome = Promise.promise();
        session.loop().run(() -> session.receive(envelope, frame).onComplete(outcome));
        return outcome.future();
    }
}
