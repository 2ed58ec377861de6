package io.chappe.gateway.protocol.chappe;

import io.chappe.core.bus.Delivery;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.RoomId;
import io.chappe.core.protocol.ClientMessage;
import io.chappe.core.protocol.ServerFrames;
import io.chappe.core.protocol.Target;
import io.chappe.core.protocol.Want;
import io.chappe.core.routing.SignalRouter;
import io.chappe.gateway.session.Session;
import io.vertx.core.Future;
import java.util.function.Supplier;

/** What an open session's client asks, and the answers: each request exactly one. */
final class Requests {
    private final Session session;
    private final SignalRouter router;
    private final NativeConnection connection;
    private final RoomTurns turns = new RoomTurns();
    private long lastId;

    Requests(Session session, SignalRouter router, NativeConnection connection) {
        this.session = session;
        this.router = router;
        this.connection = connection;
    }

    void onMessage(ClientMessage message) {
        if (message instanceof ClientMessage.Signal signal) {
            if (signal.id() == 0 || isNew(signal.id())) {
                signal(signal);
            }
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

    private boolean isNew(long id) {
        if (id <= lastId) {
            connection.bad(id, ErrorCode.BAD_REQUEST, "\"id\" must be above the last one, which was " + lastId);
            return false;
        }
        lastId = id;
        return true;
    }

    private void request(ClientMessage.Request request) {
        if (request instanceof ClientMessage.Join join) {
            inTurn(join.id(), join.room(), () -> join(join));
        } else if (request instanceof ClientMessage.Leave leave) {
            inTurn(leave.id(), leave.room(), () -> leave(leave));
        } else if (request instanceof ClientMessage.Update update) {
            RoomId room = update.room();
            if (room == null) {
                acknowledged(update.id(), session.update(null, update.meta()));
            } else {
                inTurn(update.id(), room, () -> acknowledged(update.id(), session.update(room, update.meta())));
            }
        } else if (request instanceof ClientMessage.Watch watch) {
            acknowledged(watch.id(), session.watch(watch.peers()));
        } else if (request instanceof ClientMessage.Unwatch unwatch) {
            session.unwatch(unwatch.peers());
            connection.write(ServerFrames.ack(unwatch.id()));
        }
    }

    private void inTurn(long id, RoomId room, Supplier<Future<?>> task) {
        if (!turns.take(room, task)) {
            connection.error(id, ErrorCode.QUEUE_FULL, "too many frames wait for this room", 0);
        }
    }

    private Future<?> join(ClientMessage.Join join) {
        return session.join(
                        join.room(),
                        join.meta(),
                        roster -> connection.write(ServerFrames.joined(join.id(), join.room(), roster, session.id())))
                .onFailure(cause -> connection.refuse(join.id(), cause));
    }

    private Future<?> leave(ClientMessage.Leave leave) {
        return session.leave(leave.room())
                .onSuccess(left -> connection.write(ServerFrames.left(leave.id(), leave.room(), "left")))
                .onFailure(cause -> connection.refuse(leave.id(), cause));
    }

    private Future<?> acknowledged(long id, Future<Void> request) {
        return request.onSuccess(done -> connection.write(ServerFrames.ack(id)))
                .onFailure(cause -> connection.refuse(id, cause));
    }

    private void signal(ClientMessage.Signal signal) {
        if (signal.to() instanceof Target.ToRoom to) {
            inTurn(signal.id(), to.room(), () -> {
                route(signal);
                return Future.succeededFuture();
            });
        } else {
            route(signal);
        }
    }

    private void route(ClientMessage.Signal signal) {
        Future<Delivery> delivery = router.route(session, signal);
        if (signal.id() > 0) {
            session.loop().on(delivery, result -> answer(signal, result.result()));
        }
    }

    /** At least one reached is an ack, none is an error; a room without others is an ack with none. */
    private void answer(ClientMessage.Signal signal, Delivery delivery) {
        ErrorCode reason = delivery.reason();
        if (delivery.reached() > 0 || reason == null) {
            connection.write(ServerFrames.ack(signal.id(), signal.to(), Want.RELAYED, delivery));
        } else {
            connection.error(signal.id(), reason, "not delivered", reason == ErrorCode.UNAVAILABLE ? 1_000 : 0);
        }
    }
}
