package io.chappe.gateway.protocol.chappe;

import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.RoomId;
import io.chappe.core.protocol.ClientMessage;
import io.chappe.core.protocol.CloseCode;
import io.chappe.core.protocol.RoomFrames;
import io.chappe.core.protocol.ServerFrames;
import io.chappe.gateway.loop.EventLoop;
import io.chappe.gateway.loop.TimerWheel;
import io.chappe.gateway.session.Session;
import io.chappe.gateway.tenant.Admission;
import io.chappe.gateway.tenant.Admissions;
import io.chappe.gateway.tenant.NotAdmittedException;
import io.vertx.core.AsyncResult;
import java.time.Duration;
import java.util.List;

/** The token of an open connection: asks for a new one in time, and closes the socket when it is over. */
final class ConnectionToken extends TimerWheel.Timer {
    private static final long WARNING_MS = 60_000;
    private static final long AGAIN_MS = 1_000;
    private static final long NS_PER_MS = 1_000_000;

    private final NativeConnection connection;
    private final Session session;
    private final Admissions admissions;
    private final EventLoop loop;
    private long overAt;
    private boolean warned;
    private boolean refreshing;

    ConnectionToken(NativeConnection connection, Session session, Admissions admissions, long expiresAtMs) {
        this.connection = connection;
        this.session = session;
        this.admissions = admissions;
        this.loop = session.loop();
        restart(expiresAtMs);
    }

    /** From here on the time of this process counts, which does not jump. */
    private void restart(long expiresAtMs) {
        long inMs = expiresAtMs - System.currentTimeMillis();
        overAt = System.nanoTime() + inMs * NS_PER_MS;
        warned = false;
        loop.timers().set(this, Duration.ofMillis(Math.max(0, inMs - WARNING_MS)));
    }

    /** Its socket is gone. */
    void end() {
        loop.timers().cancel(this);
    }

    long expiresInMs() {
        return Math.max(0, (overAt - System.nanoTime()) / NS_PER_MS);
    }

    @Override
    protected void expired() {
        if (expiresInMs() == 0) {
            connection.close(CloseCode.UNAUTHORIZED);
            return;
        }
        if (!warned) {
            warned = true;
            connection.write(ServerFrames.tokenExpiring(expiresInMs()));
        }
        loop.timers().set(this, Duration.ofMillis(expiresInMs() + 1));
    }

    /** Takes another token of the same peer in its place; one at a time, for it costs a signature. */
    void refresh(ClientMessage.Refresh refresh) {
        if (refreshing) {
            connection.error(refresh.id(), ErrorCode.QUEUE_FULL, "another token is being looked at", AGAIN_MS);
            return;
        }
        refreshing = true;
        Tick tick = Tick.begin();
        loop.on(admissions.renew(session.peerKey(), refresh.token()), result -> {
            refreshing = false;
            if (connection.isOpen()) {
                refreshed(refresh.id(), result, tick);
            }
        });
    }

    private void refreshed(long id, AsyncResult<Admission> result, Tick tick) {
        if (result.succeeded()) {
            Admission admission = result.result();
            Long expiresAtMs = admission.expiresAtMs();
            if (expiresAtMs != null) {
                restart(expiresAtMs);
            }
            List<RoomId> revoked = session.grant(admission.permit());
            if (admissions.isRevoked(admission)) {
                // That was heard before the session had it, or it would have ended then.
                connection.close(CloseCode.FORBIDDEN);
                return;
            }
            connection.write(ServerFrames.refreshed(id, expiresInMs()));
            revoked.forEach(room -> connection.write(RoomFrames.left(0, room, "revoked")));
        } else if (result.cause() instanceof NotAdmittedException) {
            loop.after(tick.restMs(), () -> notTaken(id));
        } else {
            connection.refuse(id, result.cause());
        }
    }

    private void notTaken(long id) {
        if (connection.isOpen()) {
            connection.bad(id, ErrorCode.UNAUTHORIZED, "this token is not taken");
        }
    }
}
