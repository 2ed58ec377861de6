package io.chappe.gateway.protocol.chappe;

import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.RoomId;
import io.chappe.core.protocol.ClientMessage;
import io.chappe.core.protocol.ServerFrames;
import io.chappe.core.protocol.Target;
import io.chappe.core.protocol.Want;
import io.chappe.core.routing.JoinedRoom;
import io.chappe.gateway.call.CallNotes;
import io.chappe.gateway.quota.PeerRate;
import io.chappe.gateway.quota.Quota;
import io.chappe.gateway.quota.TenantLoad;
import io.chappe.gateway.session.Session;
import io.vertx.core.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What an open session's client asks, and the answers: each request exactly one. */
final class Requests implements CallNotes.Caller {
    private final Session session;
    private final @Nullable PeerRate peer;
    private final NativeLoop common;
    private final NativeConnection connection;
    private final Negotiation negotiation;
    private final RoomTurns turns = new RoomTurns();
    private final long resumedAt;
    private final String trace;
    private long lastId;

    /**
     * @param resumedAt see {@link CallNotes.Caller#resumedAt}
     * @param traceparent of its hello
     */
    Requests(
            NativeLoop common,
            NativeConnection connection,
            Session session,
            long resumedAt,
            @Nullable String traceparent) {
        this.common = common;
        this.connection = connection;
        this.session = session;
        this.resumedAt = resumedAt;
        this.trace = CallNotes.trace(traceparent);
        this.peer = session.load().rate(session.peer());
        this.negotiation = common.greeting().negotiation();
    }

    @Override
    public Session session() {
        return session;
    }

    NativeConnection connection() {
        return connection;
    }

    private TenantLoad tenant() {
        return session.load();
    }

    /** Made for each that comes: there are many sessions, and nearly all ask to join one room. */
    private RoomRequests rooms() {
        return new RoomRequests(this, connection);
    }

    @Override
    public long resumedAt() {
        return resumedAt;
    }

    @Override
    public String trace() {
        return trace;
    }

    /** One more, which its client may send; what its peer or its tenant may not is not done. */
    void onMessage(ClientMessage message, int bytes) {
        tenant().countMessage(bytes);
        long peerWaitMs = peer == null || message instanceof ClientMessage.Ack ? 0 : peer.waitMs(bytes);
        if (peerWaitMs > 0) {
            connection.overPeerRate(message, peerWaitMs);
        } else {
            onPeersMessage(message, bytes);
        }
    }

    private void onPeersMessage(ClientMessage message, int bytes) {
        Quota quota = tenant().quota();
        long waitMs = quota == null || isFree(message) ? 0 : quota.waitMs(bytes);
        if (waitMs == 0) {
            take(message);
        } else if (pass(message)) {
            connection.error(
                    id(message), ErrorCode.RATE_LIMITED, "too many messages of this tenant, or too many bytes", waitMs);
        }
    }

    /** How many of these there are is not for a client to say, or no business of its tenant's. */
    private static boolean isFree(ClientMessage message) {
        return message instanceof ClientMessage.Ack || message instanceof ClientMessage.Ping;
    }

    private void take(ClientMessage message) {
        if (message instanceof ClientMessage.Signal signal) {
            boolean repeated = signal.want() == Want.RECEIVED && isRepeated(signal.id());
            if (signal.id() == 0 || repeated || isNew(signal.id())) {
                signal(signal);
            }
        } else if (message instanceof ClientMessage.Ack ack) {
            if (connection.takeReceipt()) {
                signals().acknowledge(this, ack);
            }
        } else if (message instanceof ClientMessage.Report report) {
            signals().report(this, report);
        } else if (message instanceof ClientMessage.Ping) {
            connection.write(ServerFrames.pong());
        } else if (message instanceof ClientMessage.Request request) {
            if (isNew(request.id())) {
                request(request);
            }
        } else if (!(message instanceof ClientMessage.Ack)) {
            connection.bad(0, ErrorCode.BAD_REQUEST, "there was a hello already");
        }
    }

    /** 0 for none. */
    static long id(ClientMessage message) {
        if (message instanceof ClientMessage.Signal signal) {
            return signal.id();
        }
        return message instanceof ClientMessage.Request request ? request.id() : 0;
    }

    /**
     * It is not done, and must not be said again under its id.
     *
     * @return whether that is to be answered: the repetition of a signal that is under way shares the answer of that
     */
    boolean pass(ClientMessage message) {
        lastId = Math.max(lastId, id(message));
        return !(message instanceof ClientMessage.Signal signal
                && signal.want() == Want.RECEIVED
                && session.receipts().isOpen(signal.id()));
    }

    /** Until its deadline a client says a signal again whose receipt does not come. */
    private boolean isRepeated(long id) {
        return id <= lastId;
    }

    private boolean isNew(long id) {
        if (id <= lastId) {
            connection.bad(id, ErrorCode.BAD_REQUEST, "\"id\" must be above the last one, which was " + lastId);
            return false;
        }
        lastId = id;
        return true;
    }

    private void request(ClientMessage.Request request) {
        if (request instanceof ClientMessage.Watch watch) {
            rooms().acknowledged(watch.id(), session.watch(watch.peers()));
        } else if (request instanceof ClientMessage.Unwatch unwatch) {
            session.unwatch(unwatch.peers());
            connection.write(ServerFrames.ack(unwatch.id()));
        } else if (request instanceof ClientMessage.Refresh refresh) {
            connection.refresh(refresh);
        } else {
            rooms().onRequest(request);
        }
    }

    private void signal(ClientMessage.Signal signal) {
        ErrorCode refusal = negotiation.refusal(signal.kind(), signal.data().length());
        if (refusal != null) {
            signals().refuse(this, signal, refusal);
        } else if (signal.to() instanceof Target.ToRoom to) {
            charge(to, signal);
            boolean taken = inTurn(signal.id(), to.room(), () -> {
                signals().route(this, signal);
                return Future.succeededFuture();
            });
            if (!taken) {
                signals().isFull(signal);
            }
        } else {
            signals().route(this, signal);
        }
    }

    /** Takes one that was made here where it is to go, and answers it. */
    void route(ClientMessage.Signal made) {
        signals().route(this, made);
    }

    private SignalRequests signals() {
        return common.signals();
    }

    /**
     * Runs something when the room's pending request is done.
     *
     * @return false if too much waits, which is answered
     */
    boolean inTurn(long id, RoomId room, Supplier<Future<?>> task) {
        boolean taken = turns.take(room, task);
        if (!taken) {
            connection.error(id, ErrorCode.QUEUE_FULL, "too many frames wait for this room", 0);
        }
        return taken;
    }

    private void charge(Target.ToRoom to, ClientMessage.Signal signal) {
        JoinedRoom room = session.joinedRoom(to.room());
        if (room == null) {
            return;
        }
        long bytes = (long) signal.data().length() * room.roster().members().size();
        connection.charge(bytes);
        if (peer != null) {
            peer.charge(bytes);
        }
        Quota quota = tenant().quota();
        if (quota != null) {
            quota.charge(bytes);
        }
    }
}
