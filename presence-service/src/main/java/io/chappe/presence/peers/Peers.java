package io.chappe.presence.peers;

import io.chappe.core.bus.PresenceAnswer;
import io.chappe.core.bus.PresenceRequest;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.SessionId;
import io.chappe.presence.bus.Announcer;
import io.chappe.presence.bus.Background;
import io.chappe.presence.bus.Parallel;
import io.chappe.presence.bus.Turns;
import io.chappe.presence.holds.Holds;
import io.chappe.presence.rooms.Rooms;
import io.chappe.presence.store.HeldSession;
import io.chappe.presence.store.OpenResult;
import io.chappe.presence.store.PeerChange;
import io.chappe.presence.store.PeerLoss;
import io.chappe.presence.store.PeerStore;
import io.chappe.presence.store.Place;
import io.chappe.presence.store.SessionRecord;
import io.chappe.presence.store.StoreView;
import io.chappe.presence.store.TakeResult;
import io.chappe.presence.store.Ticket;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Changes peers' sessions, and tells the nodes that watch them. Confined to one event loop. */
public final class Peers {
    private static final int WIDTH = 16;

    private final PeerStore store;
    private final StoreView view;
    private final Rooms rooms;
    private final Holds holds;
    private final Announcer announcer;
    private final Background expiries;
    private final Turns<PeerKey> turns = new Turns<>();

    public Peers(
            PeerStore store, StoreView view, Rooms rooms, Holds holds, Announcer announcer, MeterRegistry registry) {
        this.view = view;
        this.store = store;
        this.rooms = rooms;
        this.holds = holds;
        this.announcer = announcer;
        this.expiries = new Background(registry, "expiry");
    }

    public Future<PresenceAnswer> open(PresenceRequest.OpenSession open) {
        return onHold(
                open.home(),
                open.peer(),
                ticket -> turns.take(
                        open.peer(),
                        () -> store.open(
                                open.peer(), open.session(), open.secret(), open.windowMs(), ticket, open.limit()),
                        result -> opened(open, result)));
    }

    private PresenceAnswer opened(PresenceRequest.OpenSession open, OpenResult result) {
        PeerKey peer = open.peer();
        tell(peer, result.change());
        announcer.sessionOpened(peer, open.session(), result);
        List<Expired> over = new ArrayList<>();
        result.over().forEach((session, record) -> {
            announcer.replaced(peer, session, record);
            over.add(new Expired(peer, session, record));
        });
        if (!over.isEmpty()) {
            expiries.run(() -> expire(over, null));
        }
        return answer(result.change());
    }

    public Future<PresenceAnswer> restore(PresenceRequest.RestoreSession restore) {
        HeldSession held = new HeldSession(
                restore.generation(),
                restore.secret(),
                restore.windowMs(),
                restore.isLost() ? restore.lostForMs() : -1);
        return onHold(
                restore.home(),
                restore.peer(),
                ticket -> change(restore.peer(), () -> store.restore(restore.peer(), restore.session(), held, ticket))
                        .map(Peers::answer));
    }

    public Future<PresenceAnswer> take(PresenceRequest.TakeSession take) {
        return onHold(
                take.home(),
                take.peer(),
                ticket -> turns.take(
                        take.peer(),
                        () -> store.take(
                                take.peer(), take.session(), take.secret(), take.attempt(), ticket, view.steadySince()),
                        result -> taken(take, result)));
    }

    private PresenceAnswer taken(PresenceRequest.TakeSession take, TakeResult result) {
        tell(take.peer(), result.change());
        SessionRecord record = result.record();
        if (record == null) {
            return new PresenceAnswer.NoSuchSession();
        }
        if (record.isOver()) {
            expiries.run(() -> expire(List.of(new Expired(take.peer(), take.session(), record)), null));
            return new PresenceAnswer.NoSuchSession();
        }
        return new PresenceAnswer.Taken(
                record.generation(),
                Objects.requireNonNull(record.previous()),
                record.windowMs(),
                List.copyOf(record.rooms().keySet()));
    }

    public Future<PresenceAnswer> lose(PresenceRequest.LoseSession lose) {
        return change(lose.peer(), () -> store.lose(lose.peer(), lose.session(), lose.generation(), lose.sinceMs()))
                .map(Peers::answer);
    }

    public Future<PresenceAnswer> end(PresenceRequest.EndSession end) {
        return end(end.peer(), end.session(), end.generation(), null).map(new PresenceAnswer.Done());
    }

    public Future<PresenceAnswer> locate(PresenceRequest.Locate locate) {
        return store.locate(locate.peer(), locate.session(), view.steadySince())
                .map(record -> record == null
                        ? new PresenceAnswer.NoSuchSession()
                        : new PresenceAnswer.Located(record.home(), record.generation(), record.isLost()));
    }

    public Future<PresenceAnswer> watch(PresenceRequest.Watch watch) {
        return onHold(
                watch.home(),
                watch.peer(),
                ticket -> change(watch.peer(), () -> store.watch(watch.peer(), ticket))
                        .map(change -> new PresenceAnswer.Known(change.presence())));
    }

    public Future<PresenceAnswer> unwatch(PresenceRequest.Unwatch unwatch) {
        return change(unwatch.peer(), () -> store.unwatch(unwatch.peer(), unwatch.home()))
                .map(new PresenceAnswer.Done());
    }

    private static PresenceAnswer answer(PeerChange change) {
        return switch (change.verdict()) {
            case DONE -> new PresenceAnswer.Done();
            case ABSENT -> new PresenceAnswer.NoSuchSession();
            case FULL -> new PresenceAnswer.Refused(ErrorCode.FORBIDDEN, "this peer has as many sessions as it may");
            default -> new PresenceAnswer.Superseded();
        };
    }

    /**
     * Ends a session, wherever it is.
     *
     * @return false if there is none
     */
    public Future<Boolean> dismiss(PeerKey peer, SessionId session) {
        return store.sessions(peer, view.steadySince()).compose(sessions -> {
            SessionRecord record = sessions.get(session);
            if (record == null) {
                return Future.succeededFuture(false);
            }
            announcer.dismissed(peer, session, record);
            return expire(List.of(new Expired(peer, session, record)), null).map(true);
        });
    }

    /** Whether no node has this session, nor can any have it again. */
    public Future<Boolean> isGone(PeerKey peer, SessionId session) {
        return store.locate(peer, session, view.steadySince()).map(Objects::isNull);
    }

    /** Lets the windows of the sessions from a life that is over run, and returns those sessions. */
    public Future<PeerLoss> lose(PeerKey peer, NodeLife life) {
        return turns.take(peer, () -> store.loseNode(peer, life, view.steadySince()), loss -> {
            announcer.peerChanged(peer, loss.change());
            return loss;
        });
    }

    /**
     * Takes sessions out of their rooms, with one change a room, and then out of the store: who dies in between leaves
     * the rest to be found again.
     *
     * @param over see {@link Rooms#leaveAll}
     */
    public Future<Void> expire(Collection<Expired> sessions, @Nullable NodeLife over) {
        Map<RoomKey, Map<SessionId, Long>> byRoom = new HashMap<>();
        sessions.forEach(expired -> expired.rooms()
                .forEach(room -> byRoom.computeIfAbsent(room, absent -> new HashMap<>())
                        .put(expired.session(), expired.record().generation())));
        return Parallel.forEach(byRoom.entrySet(), WIDTH, room -> rooms.leaveAll(room.getKey(), room.getValue(), over))
                .compose(left -> Parallel.forEach(
                        sessions,
                        WIDTH,
                        expired -> end(
                                expired.peer(),
                                expired.session(),
                                expired.record().generation(),
                                over)));
    }

    private Future<PeerChange> end(PeerKey peer, SessionId session, long generation, @Nullable NodeLife over) {
        return turns.take(peer, () -> store.end(peer, session, generation), change -> {
            announcer.peerChanged(peer, change);
            announcer.sessionEnded(peer, session, change);
            holds.release(
                    new Place.Peer(peer),
                    change.released().stream()
                            .filter(hold -> !hold.life().equals(over))
                            .toList());
            return change;
        });
    }

    private Future<PresenceAnswer> onHold(
            NodeLife home, PeerKey peer, Function<Ticket, Future<PresenceAnswer>> operation) {
        return holds.take(home, new Place.Peer(peer))
                .compose(ticket -> ticket == null
                        ? Future.succeededFuture(new PresenceAnswer.LeaseLost())
                        : operation.apply(ticket));
    }

    private Future<PeerChange> change(PeerKey peer, Supplier<Future<PeerChange>> operation) {
        return turns.take(peer, operation, change -> {
            tell(peer, change);
            return change;
        });
    }

    private void tell(PeerKey peer, PeerChange change) {
        announcer.peerChanged(peer, change);
        holds.release(new Place.Peer(peer), change.released());
    }
}
