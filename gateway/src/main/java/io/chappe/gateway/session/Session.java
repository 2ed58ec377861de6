package io.chappe.gateway.session;

import io.chappe.core.bus.Delivery;
import io.chappe.core.bus.Envelope;
import io.chappe.core.bus.PeerPresence;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.MemberState;
import io.chappe.core.model.Moderation;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.Roster;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.Take;
import io.chappe.core.model.TenantId;
import io.chappe.core.protocol.CloseCode;
import io.chappe.core.routing.Detours;
import io.chappe.core.routing.JoinedRoom;
import io.chappe.core.routing.Sender;
import io.chappe.gateway.loop.EventLoop;
import io.chappe.gateway.protocol.Dialect;
import io.chappe.gateway.protocol.GoAway;
import io.chappe.gateway.quota.TenantLoad;
import io.chappe.gateway.room.LocalMember;
import io.chappe.gateway.room.RefusedException;
import io.chappe.gateway.room.RoomListener;
import io.chappe.gateway.room.Rooms;
import io.chappe.gateway.token.Permit;
import io.chappe.gateway.watch.Watcher;
import io.chappe.gateway.watch.Watches;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One logical connection of a peer, as long as this gateway holds it: it outlives its socket for its window, and another
 * gateway may take it over. Confined to its event loop: all methods are called there, and all futures complete there; a
 * failure is a {@link RefusedException}.
 */
public final class Session implements Sender, LocalMember, Watcher {
    private final Terms terms;
    private final Dialect dialect;
    private final Function<Session, Future<Void>> reclaim;
    private final Line line;
    private final Memberships memberships;
    private final WatchedPeers watched;
    private @Nullable Receipts receipts;
    private final Detours detours = new Detours();
    private @Nullable ResumeWindow window;
    /** Read by its rooms' loops. */
    private volatile MemberState state = MemberState.ONLINE;

    private volatile Permit permit;

    /**
     * @param reclaim looks whether this gateway has it still
     */
    Session(
            Terms terms,
            EventLoop loop,
            Dialect dialect,
            Rooms rooms,
            Watches watches,
            Function<Session, Future<Void>> reclaim) {
        this.terms = terms;
        this.dialect = dialect;
        this.reclaim = reclaim;
        this.permit = terms.permit();
        this.line = new Line(terms.session(), loop, terms.confirms());
        this.watched = new WatchedPeers(this, tenant(), watches);
        this.memberships = new Memberships(this, terms.permit().grants(), line, rooms, watched);
    }

    @Override
    public TenantId tenant() {
        return terms.peer().tenant();
    }

    @Override
    public PeerId peer() {
        return terms.peer().peer();
    }

    /** What its tenant has here. */
    public TenantLoad load() {
        return terms.load();
    }

    public PeerKey peerKey() {
        return terms.peer();
    }

    @Override
    public SessionId id() {
        return terms.session();
    }

    @Override
    public long generation() {
        return terms.generation();
    }

    @Override
    public MemberState state() {
        return state;
    }

    /** How long it outlives a socket. */
    public Duration resumeWindow() {
        return terms.window();
    }

    @Override
    public EventLoop loop() {
        return line.loop();
    }

    @Override
    public Future<Void> reclaim() {
        return reclaim.apply(this);
    }

    /** Puts its seats back into rooms whose names its record in the store has lost. */
    Future<Void> restoreSeats() {
        return memberships.restore();
    }

    @Override
    public void run(Runnable task) {
        loop().run(task);
    }

    @Override
    public Detours detours() {
        return detours;
    }

    /** The signals that wait for their targets' word. */
    public Receipts receipts() {
        if (receipts == null) {
            receipts = new Receipts(loop());
        }
        return receipts;
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public Collection<Membership> joinedRooms() {
        return memberships.joined();
    }

    @Override
    public @Nullable JoinedRoom joinedRoom(RoomId room) {
        return memberships.joined(room);
    }

    /**
     * What its client may do from now on.
     *
     * @return the rooms that it was in and is not any more
     */
    public List<RoomId> grant(Permit granted) {
        permit = granted;
        return memberships.grant(granted.grants());
    }

    /** By which its client is in now; from any thread. */
    public Permit permit() {
        return permit;
    }

    @Override
    public boolean mayPublish(String kind) {
        return memberships.grants().mayPublish(kind);
    }

    /** Joins a room; in a room that it is in already, that is all. */
    public Future<Void> join(RoomId room, RawJson meta, JoinOutcome outcome) {
        return memberships.join(room, meta, outcome);
    }

    /** Moderates a room that it is in. */
    public Future<Void> moderate(RoomId room, Moderation moderation) {
        return memberships.moderate(room, moderation);
    }

    /**
     * Calls somebody out of a queue that it moderates to a room of their own, in which it is then.
     *
     * @param target null for the next
     * @param request its number: said again, it leads to the same room
     */
    public Future<Take> take(RoomId queue, @Nullable SessionId target, long request) {
        return memberships.take(queue, target, request);
    }

    /**
     * Moves somebody out of a room that it moderates to another one; done when that one is gone.
     *
     * @param request its number: said again, it moves nobody twice
     */
    public Future<Void> move(RoomId room, SessionId target, RoomId to, long request) {
        return memberships.move(room, target, to, request);
    }

    /** Leaves a room; when it fails, the session is still a member. */
    public Future<Void> leave(RoomId room) {
        return memberships.leave(room);
    }

    /** Tells the members of a room, or with null of all its rooms, something new about this session. */
    public Future<Void> update(@Nullable RoomId room, RawJson meta) {
        return memberships.update(room, meta);
    }

    /** Watches peers that share a room with this session. All or none. */
    public Future<Void> watch(List<PeerId> peers) {
        for (PeerId other : peers) {
            if (!memberships.sharesRoomWith(other)) {
                return RefusedException.future(
                        ErrorCode.NO_SUCH_PEER, "no peer '" + other + "' shares a room with this session");
            }
        }
        return watched.watch(peers);
    }

    public void unwatch(List<PeerId> peers) {
        watched.unwatch(peers);
    }

    @Override
    public Future<Delivery> receive(Envelope envelope, byte @Nullable [] frame) {
        return memberships.receive(envelope, frame);
    }

    @Override
    public boolean moderates(RoomId room) {
        return room.isReserved()
                ? memberships.isModerator(room)
                : permit.grants().mayModerate(room);
    }

    @Override
    public RoomListener listener() {
        return memberships.listener();
    }

    @Override
    public void presenceChanged(PeerKey other, PeerPresence presence) {
        if (watched.contains(other)) {
            line.tell(dialect.presence(other.peer(), presence));
        }
    }

    /**
     * Gives out what waits and what comes to this socket, whose client has been told what it is in.
     *
     * @param handedOver what the last holder had for it: first of all
     */
    public void attach(Outlet socket, List<Envelope> handedOver) {
        line.attach(socket);
        handedOver.forEach(envelope -> receive(envelope, null));
        line.release();
        memberships.flush();
    }

    /** Its client is to take it to another gateway. */
    public void goAway(GoAway notice) {
        line.tell(dialect.goAway(notice));
    }

    /** Its socket is gone; it may be taken up again. */
    void detach(Runnable show, Runnable end) {
        line.detach();
        window = new ResumeWindow(loop(), terms.window(), show, end);
    }

    void extendWindow(Duration rest, Runnable end) {
        if (window != null) {
            window.extend(rest, end);
        }
    }

    /** What is to be known of it if the store has lost it. */
    SessionClaim claim() {
        long lostForMs = window == null ? -1 : window.lostForMs();
        return new SessionClaim(
                terms.peer(), terms.session(), terms.generation(), terms.secret(), terms.window(), lostForMs);
    }

    /** The same in its rooms. */
    void showReconnecting() {
        state = MemberState.RECONNECTING;
        memberships.show(MemberState.RECONNECTING);
    }

    /** All its rooms as its client is about to be told of them. */
    public Map<RoomId, Roster> tellRooms() {
        return memberships.tellAll();
    }

    /** Takes up the rooms of the last holder. */
    Future<Void> takeUp(List<RoomId> rooms) {
        return memberships.takeUp(rooms);
    }

    /**
     * Another holder has it, or nobody can have it here any longer: nothing is said about it, and its socket closes.
     *
     * @return what waited for a socket
     */
    List<Envelope> release(CloseCode code) {
        List<Envelope> waiting = line.handOver();
        stop(code);
        memberships.release();
        return waiting;
    }

    /** It is over, and its rooms are told. */
    void end(LeaveReason reason) {
        end(reason, null);
    }

    /**
     * The same.
     *
     * @param code by which its socket closes, or the one that it is about to get; null where that is somebody else's to do
     */
    void end(LeaveReason reason, @Nullable CloseCode code) {
        stop(code);
        memberships.end(reason);
    }

    private void stop(@Nullable CloseCode code) {
        if (window != null) {
            window.cancel();
        }
        line.end(code);
        watched.end();
        if (receipts != null) {
            receipts.end();
        }
    }
}
