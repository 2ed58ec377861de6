package io.chappe.gateway.session;

import io.chappe.core.bus.Envelope;
import io.chappe.core.bus.HandOver;
import io.chappe.core.bus.PresenceAnswer;
import io.chappe.core.bus.SessionReplaced;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.SessionLimit;
import io.chappe.core.protocol.CloseCode;
import io.chappe.gateway.loop.EventLoop;
import io.chappe.gateway.protocol.Dialect;
import io.chappe.gateway.room.RefusedException;
import io.chappe.gateway.room.Rooms;
import io.chappe.gateway.token.Permit;
import io.chappe.gateway.watch.Watches;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How sessions begin, are taken over, lose their sockets and end. Each on its own event loop. */
public final class SessionLife {
    /**
     * A session that has a socket again, or for the first time. Where several sockets want one at once, another one may
     * have it already: then this one is closed when it is attached.
     */
    public record Begun(Session session, SessionSecret secret, boolean resumed, List<Envelope> handedOver) {}

    /** Who comes, as the protocol knows it. */
    public record Arrival(
            PeerKey peer,
            Duration window,
            SessionLimit limit,
            Permit permit,
            boolean confirms,
            EventLoop loop,
            Dialect dialect) {
        /** Whose session is not there any more must not end the one that has taken its place. */
        Arrival late() {
            return new Arrival(peer, window, limit.withoutReplacing(), permit, confirms, loop, dialect);
        }

        Terms terms(SessionId session, SessionSecret secret, long generation) {
            return new Terms(peer, session, secret.hash(), generation, window, confirms, permit);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(SessionLife.class);
    private static final long AGAIN_MS = 2_000;
    /** Until the store knows of a socket that was lost. */
    private static final long FAREWELL_MS = ResumeWindow.HIDDEN.toMillis() + 500;

    private final NodeId self;
    private final SessionServices services;
    private final Sessions sessions;
    private final Rooms rooms;
    private final Watches watches;
    private final Function<Session, Future<Void>> reclaim = this::reclaim;

    public SessionLife(NodeId self, SessionServices services, Sessions sessions, Rooms rooms, Watches watches) {
        this.self = self;
        this.services = services;
        this.sessions = sessions;
        this.rooms = rooms;
        this.watches = watches;
    }

    /** A new session, once the cluster knows it. */
    public Future<Begun> begin(Arrival arrival) {
        SessionSecret secret = SessionSecret.random();
        Session session = session(arrival.terms(SessionId.random(), secret, 1), arrival);
        sessions.put(session);
        return arrival.loop()
                .bring(open(arrival, session, secret))
                .onFailure(failure -> end(session, LeaveReason.LOST))
                .map(new Begun(session, secret, false, List.of()));
    }

    /** Whose socket was lost a moment ago may be here before the store knows that it is gone. */
    private Future<Void> open(Arrival arrival, Session session, SessionSecret secret) {
        Supplier<Future<Void>> open =
                () -> services.open(arrival.peer(), session.id(), secret.hash(), arrival.window(), arrival.limit());
        return open.get().recover(cause -> {
            if (!(cause instanceof RefusedException refused) || refused.code() != ErrorCode.FORBIDDEN) {
                return Future.failedFuture(cause);
            }
            Promise<Void> second = Promise.promise();
            arrival.loop().after(FAREWELL_MS, () -> {
                if (sessions.isHeld(session)) {
                    open.get().onComplete(second);
                } else {
                    second.fail(RefusedException.unavailable("this gateway begins anew"));
                }
            });
            return second.future();
        });
    }

    /**
     * Takes a session over, from this gateway or another one: the record first, for it decides; then the rooms, which go
     * by it. If a room can't be asked, the take-over fails and may be tried again: nothing is lost by that. If there is
     * no such session for that peer and secret, a new one begins, and nobody learns why.
     */
    public Future<Begun> resumeOrBegin(Arrival arrival, SessionId id, SessionSecret secret) {
        return arrival.loop()
                .bring(services.take(arrival.peer(), id, secret.hash()))
                .compose(taken -> taken == null
                        ? begin(arrival.late())
                        : takeUp(session(arrival.terms(id, secret, taken.generation()), arrival), secret, taken));
    }

    private Future<Begun> takeUp(Session session, SessionSecret secret, PresenceAnswer.Taken taken) {
        Session displaced = sessions.put(session);
        // The last holder is told in any case: nobody else will.
        Future<List<Envelope>> held = fetchHeld(session, taken.previous().node());
        if (displaced == session) {
            // Its client has been here again since, or elsewhere, and that was heard of first.
            session.release(CloseCode.SUPERSEDED);
            return Future.succeededFuture(new Begun(session, secret, true, List.of()));
        }
        Future<List<Envelope>> heldHere =
                displaced == null ? Future.succeededFuture(List.of()) : sessions.release(displaced);
        return session.takeUp(taken.rooms())
                .compose(in -> session.loop().bring(Future.all(heldHere, held)))
                .map(both -> new Begun(session, secret, true, joined(heldHere.result(), held.result())))
                .onFailure(failure -> lost(session));
    }

    private static List<Envelope> joined(List<Envelope> first, List<Envelope> then) {
        return Stream.concat(first.stream(), then.stream()).toList();
    }

    private Future<List<Envelope>> fetchHeld(Session session, NodeId holder) {
        return holder.equals(self)
                ? Future.succeededFuture(List.of())
                : services.handOver(holder, new HandOver(session.tenant(), session.id(), session.generation()));
    }

    private Session session(Terms terms, Arrival arrival) {
        return new Session(terms, arrival.loop(), arrival.dialect(), rooms, watches, reclaim);
    }

    /** A session's socket is gone without a farewell: its client has until the end of its window to come back. */
    public void lost(Session session) {
        if (sessions.isHeld(session)) {
            session.detach(() -> show(session), () -> endOfWindow(session));
        }
    }

    /** Nobody can take it up while the store is away: its window begins anew when the store is back. */
    private void endOfWindow(Session session) {
        Duration rest = session.resumeWindow().minus(services.steadyFor());
        if (rest.isNegative() || rest.isZero()) {
            end(session, LeaveReason.LOST);
        } else {
            session.extendWindow(rest, () -> endOfWindow(session));
        }
    }

    /** Puts a session back into a store that may have lost it; it is dropped if somebody has it later. */
    Future<Void> restore(Session session) {
        Promise<Void> done = Promise.promise();
        session.loop().run(() -> {
            if (!sessions.isHeld(session)) {
                done.complete();
                return;
            }
            session.loop().on(services.restore(session.claim()), held -> {
                if (held.failed()) {
                    done.fail(held.cause());
                    return;
                }
                if (!held.result()) {
                    drop(session);
                }
                done.complete();
            });
        });
        return done.future();
    }

    /** The store, and with it the rooms, may not know a session any more, or know that another gateway has it. */
    private Future<Void> reclaim(Session session) {
        return restore(session).compose(restored -> session.restoreSeats());
    }

    private void show(Session session) {
        Future<Boolean> known =
                services.lost(session.peerKey(), session.id(), session.generation(), ResumeWindow.HIDDEN);
        session.loop().on(known, held -> {
            if (held.failed() || !held.result()) {
                reclaimUntilHeard(session);
            }
        });
        session.showReconnecting();
    }

    private void reclaimUntilHeard(Session session) {
        if (sessions.isHeld(session)) {
            session.loop().on(reclaim(session), heard -> {
                if (heard.failed()) {
                    LOG.debug("a session without a socket could not be told to the store; trying again");
                    session.loop().after(pause(), () -> reclaimUntilHeard(session));
                }
            });
        }
    }

    /** Some of it by chance: a store that comes back is not asked by all at once. */
    private static long pause() {
        return AGAIN_MS + ThreadLocalRandom.current().nextLong(AGAIN_MS);
    }

    /** Another gateway has it and could not tell. */
    private void drop(Session session) {
        if (sessions.remove(session)) {
            sessions.release(session);
        }
    }

    /** A session is over. The second time does nothing. */
    public void end(Session session, LeaveReason reason) {
        if (sessions.remove(session)) {
            session.end(reason);
            services.ended(session.peerKey(), session.id(), session.generation());
        }
    }

    /** Ends all sessions for which this holds, and closes their sockets. From any thread, on which it is asked. */
    public void revokeIf(Predicate<Session> isOver) {
        for (Session session : sessions.all()) {
            if (isOver.test(session)) {
                session.loop().run(() -> revoke(session));
            }
        }
    }

    private void revoke(Session session) {
        if (sessions.remove(session)) {
            endForGood(session, CloseCode.FORBIDDEN);
        }
    }

    /** Another session of its peer has taken its place. From any thread. */
    public void replaced(SessionReplaced over) {
        Session session = sessions.replaced(over);
        if (session != null) {
            session.loop().run(() -> endForGood(session, CloseCode.REPLACED));
        }
    }

    private void endForGood(Session session, CloseCode code) {
        session.end(LeaveReason.LOST, code);
        services.ended(session.peerKey(), session.id(), session.generation());
    }
}
