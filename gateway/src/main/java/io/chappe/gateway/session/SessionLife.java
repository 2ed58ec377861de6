package io.chappe.gateway.session;

import io.chappe.core.bus.SessionDismissed;
import io.chappe.core.bus.SessionReplaced;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.protocol.CloseCode;
import io.chappe.node.logging.About;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** How sessions lose their sockets, are put back into a store and end. Each on its own event loop. */
public final class SessionLife {
    private static final Logger LOG = LoggerFactory.getLogger(SessionLife.class);
    private static final long AGAIN_MS = 2_000;

    private final SessionServices services;
    private final Sessions sessions;

    public SessionLife(SessionServices services, Sessions sessions) {
        this.services = services;
        this.sessions = sessions;
    }

    /** A session's socket is gone without a farewell: its client has until the end of its window to come back. */
    public void lost(Session session) {
        if (sessions.isHeld(session)) {
            about(session).log("a session has lost its socket");
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

    private static LoggingEventBuilder about(Session session) {
        return About.session(LOG.atDebug(), session.peerKey(), session.id());
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
    Future<Void> reclaim(Session session) {
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
                    about(session).log("a session without a socket could not be told to the store; trying again");
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
            about(session).log("a session is at another gateway now");
            sessions.release(session);
        }
    }

    /** A session is over. The second time does nothing. */
    public void end(Session session, LeaveReason reason) {
        if (sessions.remove(session)) {
            about(session).log("a session is over: {}", reason);
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
            endOnLoop(session, CloseCode.FORBIDDEN);
        }
    }

    /** Another session of its peer has taken its place. From any thread. */
    public void replaced(SessionReplaced over) {
        endForGood(sessions.over(over.tenant(), over.session(), over.generation()), CloseCode.REPLACED);
    }

    /** An administrator has ended it. From any thread. */
    public void dismissed(SessionDismissed over) {
        endForGood(sessions.over(over.tenant(), over.session(), over.generation()), CloseCode.FORBIDDEN);
    }

    /** With the one that was taken out, if there was one. */
    private void endForGood(@Nullable Session session, CloseCode code) {
        if (session != null) {
            session.loop().run(() -> endOnLoop(session, code));
        }
    }

    private void endOnLoop(Session session, CloseCode code) {
        about(session).log("a session is ended: {}", code);
        session.end(LeaveReason.LOST, code);
        services.ended(session.peerKey(), session.id(), session.generation());
    }
}
