package io.chappe.presence.rooms;

import io.chappe.core.bus.RoomAnswer;
import io.chappe.core.bus.RoomRequest;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.Roster;
import io.chappe.core.model.RosterDelta;
import io.chappe.core.model.SessionId;
import io.chappe.presence.bus.Announcer;
import io.chappe.presence.bus.Background;
import io.chappe.presence.bus.Turns;
import io.chappe.presence.holds.Holds;
import io.chappe.presence.store.Hold;
import io.chappe.presence.store.JoinResult;
import io.chappe.presence.store.LostSeat;
import io.chappe.presence.store.Newcomer;
import io.chappe.presence.store.PeerChange;
import io.chappe.presence.store.PeerStore;
import io.chappe.presence.store.Place;
import io.chappe.presence.store.RoomChange;
import io.chappe.presence.store.RoomStore;
import io.chappe.presence.store.Step;
import io.chappe.presence.store.StoreView;
import io.chappe.presence.store.Stores;
import io.chappe.presence.store.Ticket;
import io.chappe.presence.store.Verdict;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Changes rooms, and tells the nodes that have members of them. The changes that this service makes to a room are told in
 * their order. Confined to one event loop.
 */
public final class Rooms {
    /** For the gateway, which has the session and can put its record back. */
    private static final RoomAnswer NO_RECORD =
            new RoomAnswer.Refused(ErrorCode.NO_SUCH_SESSION, "the session's record is missing");

    private final RoomStore store;
    private final PeerStore peers;
    private final StoreView view;
    private final Holds holds;
    private final Returns returns;
    private final Moderations moderations;
    private final Announcer announcer;
    private final int memberLimit;
    private final Background exits;
    private final Turns<RoomKey> turns = new Turns<>();

    /**
     * @param memberLimit how many members a room may have
     */
    public Rooms(
            Stores stores, StoreView view, Holds holds, Announcer announcer, int memberLimit, MeterRegistry registry) {
        this.view = view;
        this.store = stores.rooms();
        this.peers = stores.peers();
        this.holds = holds;
        this.returns = new Returns(stores.peers(), holds);
        this.moderations = new Moderations(store, turns, this::tell, memberLimit);
        this.announcer = announcer;
        this.memberLimit = memberLimit;
        this.exits = new Background(registry, "exit");
    }

    /** The session's record names the room before the room has the session, so that no end of it can miss the room. */
    public Future<RoomAnswer> join(RoomRequest.Join join) {
        Step step = new Step(join.generation(), join.sequence());
        Future<@Nullable Ticket> held = holds.take(join.home(), new Place.Room(join.room()));
        Future<PeerChange> entered = peers.enter(
                peerOf(join.room(), join.peer()),
                join.session(),
                step,
                join.room().room());
        return Future.join(held, entered).compose(both -> {
            Ticket ticket = held.result();
            if (ticket == null) {
                exit(join.room(), join.peer(), join.session(), step);
                return Future.succeededFuture(new RoomAnswer.LeaseLost());
            }
            if (entered.result().verdict() != Verdict.DONE) {
                holds.release(new Place.Room(join.room()), List.of(ticket.hold()));
                return Future.succeededFuture(
                        entered.result().verdict() == Verdict.ABSENT ? NO_RECORD : new RoomAnswer.Superseded());
            }
            return join(join, step, ticket);
        });
    }

    private Future<RoomAnswer> join(RoomRequest.Join join, Step step, Ticket ticket) {
        Newcomer newcomer = new Newcomer(join.session(), join.peer(), step, join.meta(), join.entry());
        // One at least: whether it is the first is to be known.
        int rosterUpTo = Math.max(1, Answers.rosterUpTo(join.hasCopy()));
        return turns.take(
                join.room(), () -> store.join(join.room(), newcomer, ticket, memberLimit, rosterUpTo), result -> {
                    if (result.change().verdict() != Verdict.DONE) {
                        exit(join.room(), join.peer(), join.session(), step);
                    }
                    return entered(join.room(), join.home(), result);
                });
    }

    public Future<RoomAnswer> move(RoomRequest.Move move) {
        return holds.take(move.home(), new Place.Room(move.room()))
                .compose(ticket -> ticket == null
                        ? Future.succeededFuture(new RoomAnswer.LeaseLost())
                        : turns.take(
                                move.room(),
                                () -> store.move(
                                        move.room(),
                                        move.session(),
                                        move.generation(),
                                        ticket,
                                        Answers.rosterUpTo(move.hasCopy())),
                                result -> entered(move.room(), move.home(), result)));
    }

    /** Members are put back after their sessions. */
    public Future<RoomAnswer> restore(RoomRequest.RestoreSeats restore) {
        return returns.prepare(restore)
                .compose(prepared -> prepared == null
                        ? Future.succeededFuture(new RoomAnswer.LeaseLost())
                        : putBack(restore, prepared));
    }

    private Future<RoomAnswer> putBack(RoomRequest.RestoreSeats restore, Returns.Prepared prepared) {
        RoomKey room = restore.room();
        return turns.take(
                room, () -> store.restore(room, prepared.members(), restore.rules(), restore.version()), change -> {
                    // Until all have put back what they have, nobody is to see who is missing.
                    if (!view.isRecovering()) {
                        announcer.roomChanged(room, change, restore.home().node());
                    }
                    holds.release(new Place.Room(room), change.released());
                    return prepared.areAll() ? Answers.changed(change) : NO_RECORD;
                });
    }

    private RoomAnswer entered(RoomKey room, NodeLife asker, JoinResult result) {
        announcer.roomChanged(room, result.change(), asker.node(), isFirst(result));
        holds.release(new Place.Room(room), result.change().released());
        return switch (result.change().verdict()) {
            case DONE -> Answers.joined(result);
            case ABSENT -> new RoomAnswer.Found(null);
            default -> Refusals.ofEntry(result.change().verdict());
        };
    }

    private static boolean isFirst(JoinResult result) {
        RosterDelta delta = result.change().delta();
        Roster roster = result.roster();
        return delta != null
                && !delta.joined().isEmpty()
                && roster != null
                && roster.seats().count() == 1;
    }

    public Future<RoomAnswer> mark(RoomRequest.Mark mark) {
        return change(
                mark.room(),
                mark.home(),
                () -> store.mark(mark.room(), mark.session(), mark.generation(), mark.state()));
    }

    public Future<RoomAnswer> update(RoomRequest.Update update) {
        return change(
                update.room(),
                update.home(),
                () -> store.update(update.room(), update.session(), update.generation(), update.meta()));
    }

    public Moderations moderations() {
        return moderations;
    }

    private Future<RoomAnswer> change(RoomKey room, NodeLife asker, Supplier<Future<RoomChange>> operation) {
        return turns.take(room, operation, change -> {
            tell(room, change, asker.node());
            return change.verdict() == Verdict.SUPERSEDED ? new RoomAnswer.Superseded() : Answers.changed(change);
        });
    }

    /** Whether there was something to leave or not: the session is out. */
    public Future<RoomAnswer> leave(RoomRequest.Leave leave) {
        Step step = new Step(leave.generation(), leave.sequence());
        return turns.take(
                leave.room(), () -> store.leave(leave.room(), leave.session(), step, leave.reason()), change -> {
                    tell(leave.room(), change, leave.home().node());
                    exit(leave.room(), leave.peer(), leave.session(), step);
                    return Answers.changed(change);
                });
    }

    /** In the background: a room too many in a session's record costs a look at that room when the session moves or ends. */
    private void exit(RoomKey room, PeerId peer, SessionId session, Step step) {
        exits.run(() -> peers.exit(peerOf(room, peer), session, step, room.room()));
    }

    private static PeerKey peerOf(RoomKey room, PeerId peer) {
        return new PeerKey(room.tenant(), peer);
    }

    /** Shows the members from a life that is over as reconnecting, and returns all who are from there. */
    public Future<List<LostSeat>> lose(RoomKey room, NodeLife life) {
        return turns.take(room, () -> store.lose(room, life), loss -> {
            announcer.roomChanged(room, loss.change(), null);
            return loss.seats();
        });
    }

    /**
     * Removes sessions that have ended, each with its generation.
     *
     * @param over a life whose record ends as a whole, so that its holds are not released one by one; null for none
     */
    public Future<Void> leaveAll(RoomKey room, Map<SessionId, Long> ended, @Nullable NodeLife over) {
        return turns.take(room, () -> store.leaveAll(room, ended, LeaveReason.LOST), change -> {
                    announcer.roomChanged(room, change, null);
                    List<Hold> left = change.released().stream()
                            .filter(hold -> !hold.life().equals(over))
                            .toList();
                    holds.release(new Place.Room(room), left);
                    return change;
                })
                .mapEmpty();
    }

    private void tell(RoomKey room, RoomChange change, @Nullable NodeId asker) {
        announcer.roomChanged(room, change, asker);
        holds.release(new Place.Room(room), change.released());
    }
}
