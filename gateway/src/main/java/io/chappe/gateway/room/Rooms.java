package io.chappe.gateway.room;

import io.chappe.core.bus.RoomRequest;
import io.chappe.core.bus.RosterEvent;
import io.chappe.core.bus.RosterOutdated;
import io.chappe.core.bus.WireVersion;
import io.chappe.core.model.Entry;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.Member;
import io.chappe.core.model.MemberState;
import io.chappe.core.model.Moderation;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.Roster;
import io.chappe.core.model.RosterDelta;
import io.chappe.gateway.loop.EventLoops;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The rooms that sessions of this gateway are in. What concerns one room runs on one event loop, the one that its
 * changes arrive on. The methods may be called from any event loop; their futures complete on the room's.
 */
public final class Rooms {
    private final RoomServices services;
    private final RoomViews views;
    private final GoneOn goneOn = new GoneOn(System::nanoTime);
    private final Departures departures;
    private final RosterRepair repair;
    private final RosterComparison comparison;
    private final Entrance entrance;
    private final Changes changes;
    private final Calls calls;
    private final RoomSettings settings;

    /**
     * Numbers what sessions do here in rooms, so that a service knows what comes late. One for all sessions: what is
     * said in the name of one that is gone has a number too.
     */
    private final AtomicLong sequence = new AtomicLong();

    public Rooms(EventLoops loops, RoomServices services, RoomSettings settings, RosterMeters meters) {
        this.settings = settings;
        this.services = services;
        this.views = new RoomViews(loops, this::settle);
        this.departures = new Departures(services, sequence::incrementAndGet, meters, this::departed);
        this.repair = new RosterRepair(services, departures, goneOn, meters);
        this.comparison = new RosterComparison(services, repair, views);
        this.changes = new Changes(services, views, repair);
        this.calls = new Calls(services, views, changes);
        this.entrance = new Entrance(services, views, goneOn, repair, this::seat);
    }

    /** The room as this gateway knows it; null if no session here is in it. */
    public @Nullable RoomView view(RoomKey room) {
        return views.get(room);
    }

    public Collection<RoomView> views() {
        return views.all();
    }

    /** Lets a session in; it receives what the room has for it from now on, and must hold it until this is done. */
    public Future<@Nullable RoomView> join(LocalMember member, RoomId room, RawJson meta, Entry entry) {
        if (!WireVersion.hasRoomRules() && !entry.equals(Entry.PLAIN)) {
            // An older service would let in who is to wait.
            return Changes.rollout();
        }
        return entrance.join(member, key(member, room), meta, entry).onFailure(cause -> {
            if (RefusedException.codeOf(cause) == ErrorCode.UNAVAILABLE) {
                // It may have happened all the same, if nobody answered.
                forget(member, room, LeaveReason.LOST);
            }
        });
    }

    /** Brings a session that this gateway has taken over into one of its rooms; null if it is not in there any more. */
    public Future<@Nullable RoomView> move(LocalMember member, RoomId room) {
        return entrance.move(member, key(member, room));
    }

    /** Takes a session out; nothing of the room reaches it afterwards. */
    public Future<Void> leave(LocalMember member, RoomId room, LeaveReason reason) {
        LocalSeat seat = seat(member);
        RoomKey key = key(member, room);
        return change(
                member,
                room,
                home -> seat.leave(key, home, reason),
                known -> known.seat(member.id()) == null,
                view -> views.exit(view, member));
    }

    /** Tells the other members something new about a session. */
    public Future<Void> update(LocalMember member, RoomId room, RawJson meta) {
        RoomKey key = key(member, room);
        return change(
                member,
                room,
                home -> new RoomRequest.Update(key, member.id(), home, member.generation(), meta),
                known ->
                        Changes.has(known.seat(member.id()), seat -> seat.meta().equals(meta)),
                view -> {});
    }

    /** A member moderates a room; its gateway has made sure that it may. */
    public Future<Void> moderate(LocalMember member, RoomId room, Moderation moderation) {
        return changes.moderate(member, room, moderation).mapEmpty();
    }

    public RoomSettings settings() {
        return settings;
    }

    public Calls calls() {
        return calls;
    }

    /** Whether a member moderates by what its room says of it, and not by a token. From any thread. */
    public boolean isModerator(LocalMember member, RoomId room) {
        RoomView view = view(key(member, room));
        Roster roster = view == null ? null : view.roster();
        Member self = roster == null ? null : roster.member(member.id());
        return self != null && self.standing().moderates();
    }

    /** Shows a session in another state to the other members. */
    public Future<Void> mark(LocalMember member, RoomId room, MemberState state) {
        RoomKey key = key(member, room);
        return change(
                member,
                room,
                home -> new RoomRequest.Mark(key, member.id(), home, member.generation(), state),
                known -> Changes.has(known.seat(member.id()), seat -> seat.state() == state),
                view -> {});
    }

    /**
     * @param isSo whether a roster is as it was asked to be
     * @param done runs before the sessions here are told
     */
    private Future<Void> change(
            LocalMember member,
            RoomId room,
            Function<NodeLife, RoomRequest> request,
            Predicate<Roster> isSo,
            Consumer<RoomView> done) {
        return changes.ask(member, key(member, room), request, isSo, done).mapEmpty();
    }

    /** Takes a session out that has ended, or was refused, without anyone waiting for it. */
    public void forget(LocalMember member, RoomId room, LeaveReason reason) {
        LocalSeat seat = seat(member);
        views.with(key(member, room), view -> views.exit(view, member));
        departures.say(seat, key(member, room), reason);
    }

    private void departed(RoomKey key, RosterDelta delta) {
        views.with(key, view -> apply(view, delta));
    }

    /** Takes a session out that goes on elsewhere, or is left to the sweep. */
    public void release(LocalMember member, RoomId room) {
        goneOn.note(member);
        views.with(key(member, room), view -> views.exit(view, member));
    }

    /** A room has changed; on the loop of its lane. */
    public void onEvent(RosterEvent event) {
        RoomView view = views.get(event.room());
        if (view == null) {
            disown(event);
            return;
        }
        apply(view, event.delta());
    }

    private void apply(RoomView view, RosterDelta delta) {
        view.apply(delta);
        repair.settle(view);
    }

    private void settle(RoomView view) {
        repair.settle(view);
    }

    /** A room has changed by more than can be told; on the loop of its lane. */
    public void onOutdated(RosterOutdated event) {
        views.with(event.room(), view -> {
            view.heard(event.version());
            if (view.hasGap()) {
                repair.fetch(view);
            }
        });
    }

    /** Nobody here is in that room; a member who is said to be is one that this gateway has let go. */
    private void disown(RosterEvent event) {
        NodeLife home = services.home();
        event.delta().joined().stream()
                .filter(member -> member.home().equals(home) && !goneOn.has(member))
                .forEach(member -> departures.disown(event.room(), member));
    }

    /** Puts back the members who are here into a store that may have lost them. */
    public Future<Void> restore(RoomView view) {
        return views.on(view.key(), known -> repair.restore(view));
    }

    /** Puts back one of them. */
    public Future<Void> restore(LocalMember member, RoomId room) {
        return views.on(
                key(member, room), view -> view == null ? Future.succeededFuture() : repair.restore(view, member));
    }

    /** A signal's room is older here than for its sender: fetch it. */
    public void refresh(RoomId room, LocalMember member) {
        views.with(key(member, room), repair::fetch);
    }

    /** Compares the copies with the store's, and mends those that differ. */
    public void startComparing(long everyMillis) {
        comparison.start(everyMillis);
    }

    /** The same once, at once. */
    public void compareNow() {
        comparison.now();
    }

    private LocalSeat seat(LocalMember member) {
        return new LocalSeat(member, sequence.incrementAndGet());
    }

    private static RoomKey key(LocalMember member, RoomId room) {
        return new RoomKey(member.tenant(), room);
    }
}
