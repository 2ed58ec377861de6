package io.chappe.gateway.session;

import io.chappe.core.bus.Envelope;
import io.chappe.core.bus.HandOver;
import io.chappe.core.bus.PresenceAnswer;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.SessionLimit;
import io.chappe.core.protocol.CloseCode;
import io.chappe.gateway.loop.EventLoop;
import io.chappe.gateway.protocol.Dialect;
import io.chappe.gateway.quota.TenantLoad;
import io.chappe.gateway.room.RefusedException;
import io.chappe.gateway.room.Rooms;
import io.chappe.gateway.token.Permit;
import io.chappe.gateway.watch.Watches;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** How sessions begin, and go on where their clients come back to. Each on its own event loop. */
public final class Arrivals {
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
            TenantLoad load,
            Permit permit,
            boolean confirms,
            EventLoop loop,
            Dialect dialect) {
        /** Whose session is not there any more must not end the one that has taken its place. */
        Arrival late() {
            return new Arrival(peer, window, limit.withoutReplacing(), load, permit, confirms, loop, dialect);
        }

        Terms terms(SessionId session, SessionSecret secret, long generation) {
            return new Terms(peer, session, secret.hash(), generation, window, confirms, load, permit);
        }
    }

    /** Until the store knows of a socket that was lost. */
    private static final long FAREWELL_MS = ResumeWindow.HIDDEN.toMillis() + 500;

    private final NodeId self;
    private final SessionServices services;
    private final Sessions sessions;
    private final Rooms rooms;
    private final Watches watches;
    private final SessionLife life;
    private final Function<Session, Future<Void>> reclaim;

    public Arrivals(
            NodeId self, SessionServices services, Sessions sessions, Rooms rooms, Watches watches, SessionLife life) {
        this.self = self;
        this.services = services;
        this.sessions = sessions;
        this.rooms = rooms;
        this.watches = watches;
        this.life = life;
        this.reclaim = life::reclaim;
    }

    /** A new session, once the cluster knows it; where its tenant has not too many of them. */
    public Future<Begun> begin(Arrival arrival) {
        long waitMs = arrival.load().waitForSessionMs();
        if (waitMs > 0) {
            return Future.failedFuture(RefusedException.rateLimited(waitMs));
        }
        SessionSecret secret = SessionSecret.random();
        Session session = session(arrival.terms(SessionId.random(), secret, 1), arrival);
        sessions.put(session);
        return arrival.loop()
                .bring(open(arrival, session, secret))
                .onFailure(failure -> life.end(session, LeaveReason.LOST))
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
                .recover(failure -> unlessOvertaken(session, failure))
                .compose(in -> session.loop().bring(Future.all(heldHere, held)))
                .map(both -> new Begun(session, secret, true, joined(heldHere.result(), held.result())))
                .onFailure(failure -> life.lost(session));
    }

    /** When another holder has it meanwhile, its rooms are that one's, and the socket here is about to be told. */
    private Future<Void> unlessOvertaken(Session session, Throwable failure) {
        return life.restore(session)
                .transform(
                        looked -> sessions.isHeld(session) ? Future.failedFuture(failure) : Future.succeededFuture());
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
}
