package io.chappe.presence.rooms;

import io.chappe.core.bus.RoomRequest;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.RoomKey;
import io.chappe.presence.holds.Holds;
import io.chappe.presence.store.Newcomer;
import io.chappe.presence.store.PeerChange;
import io.chappe.presence.store.PeerStore;
import io.chappe.presence.store.Place;
import io.chappe.presence.store.Returning;
import io.chappe.presence.store.Step;
import io.chappe.presence.store.Ticket;
import io.chappe.presence.store.Verdict;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What must be there before members are put back into a room: their holds, and the room in their sessions' records. */
final class Returns {
    private final PeerStore peers;
    private final Holds holds;

    Returns(PeerStore peers, Holds holds) {
        this.peers = peers;
        this.holds = holds;
    }

    /** Those who may return; null if their home's life is over. Fails if a session's record is not there. */
    Future<@Nullable List<Returning>> prepare(RoomRequest.RestoreSeats restore) {
        Place place = new Place.Room(restore.room());
        List<Future<@Nullable Ticket>> held = new ArrayList<>();
        List<Future<PeerChange>> entered = new ArrayList<>();
        for (RoomRequest.HeldSeat seat : restore.seats()) {
            held.add(holds.take(restore.home(), place));
            entered.add(enter(restore.room(), seat));
        }
        return Future.join(held).compose(all -> Future.join(entered)).map(all -> {
            List<Returning> members = new ArrayList<>();
            for (int i = 0; i < held.size(); i++) {
                Ticket ticket = held.get(i).result();
                if (ticket == null) {
                    return null;
                }
                add(members, restore.seats().get(i), ticket, entered.get(i).result(), place);
            }
            return members;
        });
    }

    private void add(
            List<Returning> members, RoomRequest.HeldSeat seat, Ticket ticket, PeerChange entered, Place place) {
        if (entered.verdict() == Verdict.ABSENT) {
            throw new IllegalStateException("a member's session is not there");
        } else if (entered.verdict() != Verdict.DONE) {
            holds.release(place, List.of(ticket.hold()));
            return;
        }
        Newcomer newcomer = new Newcomer(seat.session(), seat.peer(), step(seat), seat.meta());
        members.add(new Returning(newcomer, seat.state(), ticket));
    }

    private Future<PeerChange> enter(RoomKey room, RoomRequest.HeldSeat seat) {
        return peers.enter(new PeerKey(room.tenant(), seat.peer()), seat.session(), step(seat), room.room());
    }

    private static Step step(RoomRequest.HeldSeat seat) {
        return new Step(seat.generation(), seat.sequence());
    }
}
