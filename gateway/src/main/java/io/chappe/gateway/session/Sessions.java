package io.chappe.gateway.session;

import io.chappe.core.bus.Delivery;
import io.chappe.core.bus.Envelope;
import io.chappe.core.bus.HandOver;
import io.chappe.core.bus.Receipt;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.Roster;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.TenantId;
import io.chappe.core.protocol.CloseCode;
import io.chappe.core.routing.LocalDelivery;
import io.chappe.gateway.protocol.Dialect;
import io.chappe.gateway.room.RoomView;
import io.chappe.gateway.room.Rooms;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The sessions that this gateway holds, and the delivery of signals to them. From any event loop. */
public final class Sessions implements LocalDelivery {
    private final Rooms rooms;
    private final BooleanSupplier sure;
    private final Map<SessionId, Session> byId = new ConcurrentHashMap<>();
    private final Overtaken overtaken = new Overtaken();

    /**
     * @param sure whether this gateway may deliver: else its sessions may be elsewhere
     */
    public Sessions(Rooms rooms, BooleanSupplier sure, MeterRegistry meters) {
        this.rooms = rooms;
        this.sure = sure;
        Gauge.builder("chappe.sessions", byId, Map::size)
                .description("Sessions on this gateway")
                .register(meters);
    }

    /**
     * Adds a session, unless it was taken over again before it came here.
     *
     * @return who has to go: the one that this gateway held under that id until now, if it did; the session itself when
     *     it comes too late
     */
    @Nullable Session put(Session session) {
        AtomicReference<@Nullable Session> displaced = new AtomicReference<>();
        byId.compute(session.id(), (id, held) -> {
            boolean isLate = (held != null && held.generation() > session.generation()) || overtaken.hasPassed(session);
            displaced.set(isLate ? session : held);
            if (!isLate && held != session) {
                // Here, and not behind it: it may be taken out by then.
                session.load().began(session.peer());
            }
            return isLate ? held : session;
        });
        Session gone = displaced.get();
        if (gone != null && gone != session) {
            gone.load().ended(gone.peer());
        }
        return gone;
    }

    /** False if it was taken out before, or another holder has it. */
    boolean remove(Session session) {
        boolean removed = byId.remove(session.id(), session);
        if (removed) {
            session.load().ended(session.peer());
        }
        return removed;
    }

    boolean isHeld(Session session) {
        return byId.get(session.id()) == session;
    }

    /** All that are here now; a view. */
    public Collection<Session> all() {
        return byId.values();
    }

    /** Another gateway has taken a session over: its socket here closes. */
    public Future<List<Envelope>> handOver(HandOver taken) {
        // Noted first: it may come here only now.
        overtaken.note(taken);
        @Nullable Session session = byId.get(taken.session());
        if (session == null
                || !session.tenant().equals(taken.tenant())
                || session.generation() >= taken.generation()
                || !remove(session)) {
            return Future.succeededFuture(List.of());
        }
        return release(session);
    }

    /**
     * A session is over, for the rest of the cluster.
     *
     * @param generation of it; one who knows a higher one ignores this
     * @return the session that was here, which has been taken out; null for none
     */
    @Nullable Session over(TenantId tenant, SessionId id, long generation) {
        // Noted first: it may come here only now.
        overtaken.note(new HandOver(tenant, id, generation + 1));
        @Nullable Session session = byId.get(id);
        boolean isOver = session != null
                && session.tenant().equals(tenant)
                && session.generation() <= generation
                && remove(session);
        return isOver ? session : null;
    }

    /** For a session that has been taken out: what waited for its next socket. */
    Future<List<Envelope>> release(Session session) {
        Promise<List<Envelope>> waiting = Promise.promise();
        session.loop().run(() -> waiting.complete(session.release(CloseCode.SUPERSEDED)));
        return waiting.future();
    }

    /** This gateway can't hold any of its sessions longer: their sockets close, and their clients take them elsewhere. */
    public void releaseAll(CloseCode code) {
        byId.values().forEach(session -> {
            if (remove(session)) {
                session.loop().run(() -> session.release(code));
            }
        });
    }

    @Override
    public Future<Delivery> deliver(Envelope envelope) {
        if (!sure.getAsBoolean()) {
            return Future.succeededFuture(
                    envelope.targets().isEmpty()
                            ? new Delivery(0, 0, 0, List.of(), ErrorCode.UNAVAILABLE)
                            : Delivery.missed(envelope.targets(), ErrorCode.UNAVAILABLE));
        }
        if (envelope.targets().isEmpty()) {
            RoomView view = rooms.view(envelope.roomKey());
            return view == null
                    ? Future.succeededFuture(Delivery.NONE)
                    : view.recipients().deliver(envelope, session -> isHidden(session, view));
        }
        if (envelope.targets().size() == 1) {
            return deliver(envelope.targets().get(0), envelope, dialect -> null);
        }
        Map<Dialect, byte[]> frames = new HashMap<>(2);
        List<Future<Delivery>> parts = new ArrayList<>(envelope.targets().size());
        for (SessionId target : envelope.targets()) {
            parts.add(
                    deliver(target, envelope, dialect -> frames.computeIfAbsent(dialect, its -> its.signal(envelope))));
        }
        return Future.all(parts).map(all -> all.<Delivery>list().stream().reduce(Delivery.NONE, Delivery::plus));
    }

    /** One that is hidden gets an envelope of its own. */
    private static boolean isHidden(SessionId session, RoomView view) {
        Roster roster = view.roster();
        return roster != null && roster.isHidden(session);
    }

    /**
     * @param frames what all targets of a protocol share; null for nothing
     */
    private Future<Delivery> deliver(SessionId target, Envelope envelope, Function<Dialect, byte @Nullable []> frames) {
        @Nullable Session session = byId.get(target);
        if (session == null || !session.tenant().equals(envelope.tenant())) {
            return Future.succeededFuture(Delivery.missed(List.of(target), ErrorCode.NO_SUCH_SESSION));
        }
        byte @Nullable [] frame = frames.apply(session.dialect());
        return session.loop().call(() -> session.receive(envelope, frame));
    }

    @Override
    public void confirm(Receipt receipt) {
        @Nullable Session session = byId.get(receipt.to());
        if (session != null && session.tenant().equals(receipt.tenant())) {
            session.loop().run(() -> session.receipts().confirm(receipt.from(), receipt.id()));
        }
    }
}
