package io.chappe.gateway.session;

import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.Roster;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.WaitingPlace;
import io.chappe.gateway.room.LocalMember;
import io.chappe.gateway.room.RoomListener;
import io.chappe.gateway.room.RoomView;
import io.chappe.gateway.room.Rooms;
import io.chappe.gateway.token.Grants;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one session hears of its rooms, and tells its client. On the session's event loop. */
final class RoomNews implements RoomListener {
    /** Whose news it is. */
    interface Owner {
        /** What its client may do now. */
        Grants grants();

        /** A moderator has taken it out of a room. */
        void takenOut();

        /** It may be called to another room. */
        void called(Membership room);

        /** See {@link RoomListener#answered}. */
        void answered(RoomId room, SessionId called, @Nullable LeaveReason left);
    }

    private final LocalMember session;
    private final Rooms rooms;
    private final JoinedRooms own;
    private final Line line;
    private final Owner owner;

    RoomNews(LocalMember session, Rooms rooms, JoinedRooms own, Line line, Owner owner) {
        this.session = session;
        this.rooms = rooms;
        this.own = own;
        this.line = line;
        this.owner = owner;
    }

    /** A moderator that comes, or comes back, is told who waits. */
    void tellLobby(Membership membership) {
        Roster roster = membership.roster();
        if (roster.hasLobby() && owner.grants().mayModerate(membership.room())) {
            line.tell(session.dialect().lobby(membership.room(), roster.waiting(System.currentTimeMillis())));
        }
    }

    /** The same where its token has been exchanged: one that is no moderator any more is told of nobody. */
    void tellLobby(Membership membership, Grants before) {
        RoomId room = membership.room();
        boolean moderated = before.mayModerate(room);
        if (!moderated) {
            tellLobby(membership);
        } else if (!owner.grants().mayModerate(room)) {
            line.tell(session.dialect().lobby(room, List.of()));
        }
    }

    /** It is told with others how it stands in a room now: an admission that comes later is none any more. */
    void told(Membership membership, Roster roster) {
        WaitingPlace place = roster.place(session.id(), System.currentTimeMillis());
        RoomView view = membership.view();
        if (place != null) {
            membership.moved(place.position());
        } else if (membership.waits() && view != null) {
            own.enter(membership);
            membership.joined(view, roster);
        } else {
            membership.told(roster.version());
        }
    }

    @Override
    public void changed(RoomId room, long version, List<byte[]> frames) {
        Membership membership = own.joined(room);
        if (membership != null && membership.told(version)) {
            frames.forEach(line::tell);
            membership.release(line::signal);
        }
    }

    @Override
    public void counted(RoomId room, long version, byte[] frame) {
        Membership membership = own.joined(room);
        if (membership != null && !membership.isBeyond(version)) {
            line.tell(frame);
        }
    }

    @Override
    public void lobbyChanged(RoomId room, byte[] frame) {
        if (own.joined(room) != null && owner.grants().mayModerate(room)) {
            line.tell(frame);
        }
    }

    @Override
    public void waits(RoomId room, WaitingPlace place) {
        Membership membership = own.coming(room);
        if (membership != null && membership.waits() && membership.moved(place.position())) {
            line.tell(session.dialect().waiting(room, place));
        }
    }

    @Override
    public void called(RoomId room) {
        Membership membership = own.present(room);
        if (membership != null) {
            owner.called(membership);
        }
    }

    @Override
    public void answered(RoomId room, SessionId called, @Nullable LeaveReason left) {
        owner.answered(room, called, left);
    }

    @Override
    public void admitted(RoomId room, Roster roster) {
        Membership membership = own.coming(room);
        RoomView view = membership == null ? null : membership.view();
        if (membership != null && view != null) {
            own.enter(membership);
            membership.joined(view, roster);
            line.tell(session.dialect().joined(room, roster, session.id()));
            membership.release(line::signal);
        }
    }

    /** What its record in the store says of the room is tidied up. */
    @Override
    public void removed(RoomId room, LeaveReason reason) {
        Membership membership = own.present(room);
        if (membership != null) {
            own.remove(membership);
            membership.drop(ErrorCode.NO_SUCH_SESSION);
            line.tell(session.dialect().left(room, reason));
            rooms.forget(session, room, LeaveReason.LEFT);
            owner.takenOut();
        }
    }
}
