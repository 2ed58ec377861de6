package io.chappe.presence.rooms;

import io.chappe.core.bus.RoomRequest;
import io.chappe.core.model.Entry;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.RoomRules;
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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What must be there before members are put back into a room: their holds, and the room in their sessions' records. */
final class Returns {
    private final PeerStore peers;
    private final Holds holds;

    Returns(PeerStore peers, Holds holds) {
        this.peers = peers;
        this.holds = holds;
    }

    /**
     * Those who may return.
     *
     * @param areAll whether the sessions of all have records
     */
    record Prepared(List<Returning> members, boolean areAll) {}

    /** Null if their home's life is over. */
    Future<@Nullable Prepared> prepare(RoomRequest.RestoreSeats restore) {
        Place place = new Place.Room(restore.room());
        List<Future<@Nullable Ticket>> held = new ArrayList<>();
        List<Future<PeerChange>> entered = new ArrayList<>();
        for (RoomRequest.HeldSeat seat : restore.seats()) {
            held.add(holds.take(restore.home(), place));
            entered.add(enter(restore.room(), seat));
        }
        return Future.join(held)
                .compose(all -> Future.join(entered))
                .<@Nullable Prepared>map(all -> prepared(restore, held, entered))
                .onFailure(failure -> held.stream()
                        .map(Future::result)
                        .filter(Objects::nonNull)
                        .forEach(ticket -> holds.release(place, List.of(ticket.hold()))));
    }

    private @Nullable Prepared prepared(
            RoomRequest.RestoreSeats restore, List<Future<@Nullable Ticket>> held, List<Future<PeerChange>> entered) {
        List<Returning> members = new ArrayList<>();
        boolean areAll = true;
        for (int i = 0; i < held.size(); i++) {
            Ticket ticket = held.get(i).result();
            if (ticket == null) {
                return null;
            }
            Verdict verdict = entered.get(i).result().verdict();
            if (verdict == Verdict.DONE) {
                members.add(returning(restore.seats().get(i), ticket));
            } else {
                holds.release(new Place.Room(restore.room()), List.of(ticket.hold()));
                areAll &= verdict != Verdict.ABSENT;
            }
        }
        return new Prepared(members, areAll);
    }

    private static Returning returning(RoomRequest.HeldSeat seat, Ticket ticket) {
        Entry entry = new Entry(seat.standing(), true, RoomRules.OPEN);
        Newcomer newcomer = new Newcomer(seat.session(), seat.peer(), step(seat), seat.meta(), entry);
        return new Returning(newcomer, seat.state(), ticket);
    }

    private Future<PeerChange> enter(RoomKey room, RoomRequest.HeldSeat seat) {
        return peers.enter(new PeerKey(room.tenant(), seat.peer()), seat.session(), step(seat), room.room());
    }

    private static Step step(RoomRequest.HeldSeat seat) {
        return new Step(seat.generation(), seat.sequence());
    }
}
