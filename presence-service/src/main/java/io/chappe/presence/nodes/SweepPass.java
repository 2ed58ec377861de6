package io.chappe.presence.nodes;

import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.SessionId;
import io.chappe.presence.bus.Parallel;
import io.chappe.presence.peers.Expired;
import io.chappe.presence.peers.Peers;
import io.chappe.presence.rooms.Rooms;
import io.chappe.presence.store.Hold;
import io.chappe.presence.store.LostSeat;
import io.chappe.presence.store.Place;
import io.chappe.presence.store.SealedHoldings;
import io.chappe.presence.store.SessionRecord;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One pass over what a life that is over has left: its members are shown as reconnecting, its sessions' windows run, and
 * those whose window has ended are taken out. What another home has taken over is left as it is. Each step may be repeated
 * by another pass, of this service or of another one, from wherever this one ends.
 */
final class SweepPass {
    private static final int WIDTH = 16;

    private final Rooms rooms;
    private final Peers peers;
    private final NodeLife life;
    private final SealedHoldings held;
    private final boolean isRest;
    private final Map<RoomKey, List<LostSeat>> seats = new HashMap<>();
    private final List<Expired> expired = new ArrayList<>();
    private final Set<SessionId> waiting = new HashSet<>();
    private boolean foundAll = true;
    private long nextDeadline = Long.MAX_VALUE;

    /**
     * @param isRest whether nothing that is left of the life lives, so that no window runs
     */
    SweepPass(Rooms rooms, Peers peers, NodeLife life, SealedHoldings held, boolean isRest) {
        this.isRest = isRest;
        this.rooms = rooms;
        this.peers = peers;
        this.life = life;
        this.held = held;
    }

    Future<Void> run() {
        return Parallel.forEach(placesOf(Place.Room.class), WIDTH, this::loseRoom)
                .compose(lost -> Parallel.forEach(placesOf(Place.Peer.class), WIDTH, this::losePeer))
                .compose(lost -> peers.expire(expired, life))
                .compose(ended -> Parallel.forEach(seats.entrySet(), WIDTH, this::removeOrphans));
    }

    /** Whether nothing of the life can be left. */
    boolean isComplete() {
        return waiting.isEmpty() && (foundAll || held.isSettled());
    }

    /**
     * When it is worth to look again, in ms by the store's clock. An attempt for which a hold is kept may succeed until it
     * is too late for it, and a session may be taken over until its window ends.
     */
    long nextLook() {
        return foundAll || held.isSettled() ? nextDeadline : Math.min(nextDeadline, held.settledAt());
    }

    private <P extends Place> Collection<P> placesOf(Class<P> kind) {
        return held.places().keySet().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private Future<?> loseRoom(Place.Room room) {
        return rooms.lose(room.key(), life).onSuccess(lost -> {
            seats.put(room.key(), lost);
            noteHolds(room, lost.stream().map(LostSeat::hold).toList());
        });
    }

    private Future<?> losePeer(Place.Peer peer) {
        return peers.lose(peer.key(), life).onSuccess(loss -> {
            List<Long> found = new ArrayList<>(
                    loss.change().released().stream().map(Hold::id).toList());
            loss.sessions().forEach((session, record) -> {
                found.add(record.hold());
                note(peer.key(), session, record);
            });
            noteHolds(peer, found);
        });
    }

    private void note(PeerKey peer, SessionId session, SessionRecord record) {
        if (isRest || record.isOver()) {
            expired.add(new Expired(peer, session, record));
        } else {
            waiting.add(session);
            nextDeadline = Math.min(nextDeadline, record.deadline());
        }
    }

    private void noteHolds(Place place, Collection<Long> found) {
        Set<Long> rest = new HashSet<>(held.places().getOrDefault(place, Set.of()));
        rest.removeAll(found);
        foundAll &= rest.isEmpty();
    }

    /**
     * A seat whose session is not of this life has been taken over and is about to move, or its session has ended and did
     * not get to leave.
     */
    private Future<?> removeOrphans(Map.Entry<RoomKey, List<LostSeat>> room) {
        Map<SessionId, Long> orphans = new HashMap<>();
        return Parallel.forEach(
                        suspects(room),
                        WIDTH,
                        seat -> peers.isGone(new PeerKey(room.getKey().tenant(), seat.peer()), seat.session())
                                .onSuccess(gone -> {
                                    if (gone) {
                                        orphans.put(seat.session(), seat.generation());
                                    }
                                }))
                .compose(looked ->
                        orphans.isEmpty() ? Future.succeededFuture() : rooms.leaveAll(room.getKey(), orphans, life));
    }

    private List<LostSeat> suspects(Map.Entry<RoomKey, List<LostSeat>> room) {
        Set<SessionId> explained = new HashSet<>(waiting);
        expired.stream()
                .filter(session -> session.isIn(room.getKey()))
                .forEach(session -> explained.add(session.session()));
        return room.getValue().stream()
                .filter(seat -> !explained.contains(seat.session()))
                .toList();
    }
}
