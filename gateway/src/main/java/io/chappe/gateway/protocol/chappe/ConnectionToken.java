package io.chappe.gateway.protocol.chappe;

import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.RoomId;
import io.chappe.core.protocol.ClientMessage;
import io.chappe.core.protocol.CloseCode;
import io.chappe.core.protocol.ServerFrames;
import io.chappe.gateway.loop.EventLoop;
import io.chappe.gateway.loop.TimerWheel;
import io.chappe.gateway.room.RefusedException;
import io.chappe.gateway.session.Session;
import io.chappe.gateway.tenant.Admission;
import io.chappe.gateway.tenant.Admissions;
import io.chappe.gateway.tenant.NotAdmittedException;
import io.vertx.core.AsyncResult;
import java.time.Duration;

/** The token of an open connection: asks for a new one in time, and closes the socket when it is over. */
final class ConnectionToken extends TimerWheel.Timer {
    private static final long WARNING_MS = 60_000;
    private static final long LEAVE_AGAIN_MS = 1_000;
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
            connection.error(refresh.id(), ErrorCode.QUEUE_FULL, "another token is being looked at", LEAVE_AGAIN_MS);
            return;
        }
        refreshing = true;
        loop.on(admissions.renew(session.peerKey(), refresh.token()), result -> {
            refreshing = false;
            if (connection.isOpen()) {
                refreshed(refresh.id(), result);
            }
        });
    }

    private void refreshed(long id, AsyncResult<Admission> result) {
        if (result.succeeded()) {
            Admission admission = result.result();
            Long expiresAtMs = admission.expiresAtMs();
            if (expiresAtMs != null) {
                restart(expiresAtMs);
            }
            session.grant(admission.grants());
            connection.write(ServerFrames.refreshed(id, expiresInMs()));
            leaveUngranted();
        } else if (result.cause() instanceof NotAdmittedException) {
            loop.after(Tick.next(), () -> notTaken(id));
        } else {
            connection.refuse(id, result.cause());
        }
    }

    private void notTaken(long id) {
        if (connection.isOpen()) {
            connection.bad(id, ErrorCode.UNAUTHORIZED, "this token is not taken");
        }
    }

    /** Leaves the rooms that the token does not grant, and says so. */
    void leaveUngranted() {
        session.ungranted().forEach(this::leave);
    }

    private void leave(RoomId room) {
        loop.on(session.leave(room), left -> {
            if (left.succeeded()) {
                connection.write(ServerFrames.left(0, room, "revoked"));
            } else if (connection.isOpen() && !isOut(left.cause())) {
                loop.after(LEAVE_AGAIN_MS, () -> leaveIfStill(room));
            }
        });
    }

    private void leaveIfStill(RoomId room) {
        if (connection.isOpen() && session.ungranted().contains(room)) {
            leave(room);
        }
    }

    private static boolean isOut(Throwable cause) {
        return cause instanceof RefusedException refused && refused.code() == ErrorCode.NOT_IN_ROOM;
    }
}
