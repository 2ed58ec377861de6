package io.chappe.gateway.session;

import io.chappe.core.model.Entry;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.Member;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.Roster;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.Take;
import io.chappe.core.model.WaitingPlace;
import io.chappe.gateway.room.LocalMember;
import io.chappe.gateway.room.RefusedException;
import io.chappe.gateway.room.RoomView;
import io.chappe.gateway.room.Rooms;
import io.chappe.gateway.token.Grants;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * How an agent takes somebody out of a queue: it goes into a room of their own, and calls there. In this order nobody is
 * called to where nobody is, and whoever is called where the agent is gone meanwhile finds no room. On the session's event
 * loop.
 */
final class TakeOutOfQueue {
    private final LocalMember session;
    private final Rooms rooms;
    private final JoinedRooms own;
    private final WayIn wayIn;
    private final Line line;
    private final Membership queue;

    /**
     * @param queue that the session moderates
     */
    TakeOutOfQueue(LocalMember session, Rooms rooms, JoinedRooms own, WayIn wayIn, Line line, Membership queue) {
        this.session = session;
        this.rooms = rooms;
        this.own = own;
        this.wayIn = wayIn;
        this.line = line;
        this.queue = queue;
    }

    /**
     * Takes one.
     *
     * @param target null for the next
     * @param request by whose number the room is named
     */
    Future<Take> run(@Nullable SessionId target, long request, Grants grants) {
        Roster roster = queue.roster();
        if (!roster.rules().queue()) {
            return RefusedException.future(ErrorCode.BAD_REQUEST, "this room is no queue");
        }
        RoomId to = PrivateRooms.of(new RoomKey(session.tenant(), queue.room()), session.id(), request);
        Membership there = own.present(to);
        if (there != null) {
            return takeAgain(there, target);
        }
        if (target == null ? !roster.hasLobby() : !roster.waits(target)) {
            return RefusedException.future(ErrorCode.NO_SUCH_SESSION, "no such session waits");
        }
        if (own.isFull()) {
            return WayIn.tooMany();
        }
        return enterAndTake(target, to, grants.ledEntry(true, PrivateRooms.RULES));
    }

    /** It was in the room before its gateway or its socket was lost, and maybe whom it has taken, too. */
    private Future<Take> takeAgain(Membership there, @Nullable SessionId target) {
        RoomId to = there.room();
        return there.roster().members().stream()
                .filter(member -> !member.session().equals(session.id()))
                .findFirst()
                .map(other -> Future.succeededFuture(new Take(to, other.session(), other.peer(), 0)))
                .orElseGet(() -> session.loop().bring(rooms.calls().take(session, queue.room(), target, to)));
    }

    private Future<Take> enterAndTake(@Nullable SessionId target, RoomId to, Entry entry) {
        Member self = queue.roster().member(session.id());
        RawJson meta = self == null ? RawJson.NULL : self.meta();
        Future<Take> taken = rooms.join(session, to, meta, entry)
                .compose(view -> rooms.calls()
                        .take(session, queue.room(), target, to)
                        .onFailure(failure -> rooms.forget(session, to, LeaveReason.LEFT)));
        Future<@Nullable RoomView> way = taken.compose(done -> rooms.calls().present(session, to));
        return wayIn.lead(to, way, () -> true, new Arrival(to)).compose(arrived -> taken);
    }

    /** The agent is told of the room before it is told whom it has taken. */
    private final class Arrival implements JoinOutcome {
        private final RoomId to;

        Arrival(RoomId to) {
            this.to = to;
        }

        @Override
        public void joined(Roster roster) {
            line.tell(session.dialect().joined(to, roster, session.id()));
        }

        /** The server's own rooms have no lobby. */
        @Override
        public void waits(WaitingPlace place) {}
    }
}
