package io.chappe.gateway.protocol.chappe;

import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.Roster;
import io.chappe.core.model.WaitingPlace;
import io.chappe.core.protocol.ClientMessage;
import io.chappe.core.protocol.RoomFrames;
import io.chappe.core.protocol.ServerFrames;
import io.chappe.core.protocol.Target;
import io.chappe.core.protocol.Want;
import io.chappe.core.routing.JoinedRoom;
import io.chappe.gateway.session.JoinOutcome;
import io.chappe.gateway.session.Session;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** What an open session's client asks about rooms, and the answers. */
final class RoomRequests {
    private final Requests requests;
    private final NativeConnection connection;

    /**
     * @param requests all that the client asks
     */
    RoomRequests(Requests requests, NativeConnection connection) {
        this.requests = requests;
        this.connection = connection;
    }

    private Session session() {
        return requests.session();
    }

    void onRequest(ClientMessage.Request request) {
        if (request instanceof ClientMessage.Join join) {
            requests.inTurn(join.id(), join.room(), () -> join(join));
        } else if (request instanceof ClientMessage.Leave leave) {
            requests.inTurn(leave.id(), leave.room(), () -> leave(leave));
        } else if (request instanceof ClientMessage.Update update) {
            update(update);
        } else if (request instanceof ClientMessage.Moderate moderate) {
            requests.inTurn(
                    moderate.id(),
                    moderate.room(),
                    () -> acknowledged(moderate.id(), session().moderate(moderate.room(), moderate.moderation())));
        } else if (request instanceof ClientMessage.Take take) {
            requests.inTurn(take.id(), take.room(), () -> take(take));
        } else if (request instanceof ClientMessage.Move move) {
            requests.inTurn(move.id(), move.room(), () -> move(move));
        } else if (request instanceof ClientMessage.Mute mute) {
            requests.inTurn(mute.id(), mute.room(), () -> mute(mute));
        }
    }

    Future<?> acknowledged(long id, Future<Void> request) {
        return request.onSuccess(done -> connection.write(ServerFrames.ack(id)))
                .onFailure(cause -> connection.refuse(id, cause));
    }

    private Future<?> join(ClientMessage.Join join) {
        return session()
                .join(join.room(), join.meta(), new Joining(join))
                .onFailure(cause -> connection.refuse(join.id(), cause));
    }

    /** Answers a join. */
    private final class Joining implements JoinOutcome {
        private final ClientMessage.Join join;

        Joining(ClientMessage.Join join) {
            this.join = join;
        }

        @Override
        public void joined(Roster roster) {
            connection.write(
                    RoomFrames.joined(join.id(), join.room(), roster, session().id()));
        }

        @Override
        public void waits(WaitingPlace place) {
            connection.write(RoomFrames.waiting(join.id(), join.room(), place));
        }
    }

    private Future<?> take(ClientMessage.Take take) {
        return session()
                .take(take.room(), take.session(), take.id())
                .onSuccess(taken -> connection.write(RoomFrames.taken(take.id(), take.room(), taken)))
                .onFailure(cause -> connection.refuse(take.id(), cause));
    }

    /** It may last: what else concerns the room does not wait for it. */
    private Future<?> move(ClientMessage.Move move) {
        session()
                .move(move.room(), move.session(), move.to(), move.id())
                .onSuccess(
                        moved -> connection.write(RoomFrames.moved(move.id(), move.room(), move.session(), move.to())))
                .onFailure(cause -> connection.refuse(move.id(), cause));
        return Future.succeededFuture();
    }

    private Future<?> leave(ClientMessage.Leave leave) {
        return session()
                .leave(leave.room())
                .onSuccess(left -> connection.write(RoomFrames.left(leave.id(), leave.room(), "left")))
                .onFailure(cause -> connection.refuse(leave.id(), cause));
    }

    private void update(ClientMessage.Update update) {
        RoomId room = update.room();
        if (room == null) {
            acknowledged(update.id(), session().update(null, update.meta()));
        } else {
            requests.inTurn(
                    update.id(), room, () -> acknowledged(update.id(), session().update(room, update.meta())));
        }
    }

    /** A signal that only this makes, so that its receiver may trust it. */
    private Future<?> mute(ClientMessage.Mute mute) {
        JoinedRoom room = session().joinedRoom(mute.room());
        if (room == null) {
            connection.error(mute.id(), ErrorCode.NOT_IN_ROOM, "not in this room", 0);
        } else if (!session().moderates(mute.room())) {
            connection.error(mute.id(), ErrorCode.FORBIDDEN, "the token does not grant to moderate this room", 0);
        } else if (room.roster().member(mute.session()) == null) {
            connection.error(mute.id(), ErrorCode.NO_SUCH_SESSION, "no such member of this room", 0);
        } else {
            requests.route(new ClientMessage.Signal(
                    mute.id(),
                    new Target.ToSession(mute.session()),
                    ClientMessage.Mute.KIND,
                    RawJson.of(new JsonObject().put("room", mute.room().value()).encode()),
                    Want.RELAYED,
                    0,
                    Want.RELAYED.defaultTimeoutMs(),
                    null));
        }
        return Future.succeededFuture();
    }
}
