package io.chappe.presence.store;

import io.chappe.core.bus.Wire;
import io.chappe.core.bus.WireReader;
import io.chappe.core.bus.WireWriter;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.Member;
import io.chappe.core.model.MemberState;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.Roster;
import io.chappe.core.model.RosterDelta;
import io.chappe.core.model.RosterStamp;
import io.chappe.core.model.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** One room as a store keeps it, and what each operation of {@link RoomStore} does to it. For one thread at a time. */
public final class RoomState {
    /** How long a room that nobody is in is kept for its tombstones. */
    public static final long FADE_MS = Tombstones.KEEP_MS;

    private long incarnation;
    private final Seats seats = new Seats();
    private Tombstones left = new Tombstones();
    private long version;
    private long shownVersion;

    private RoomState(long incarnation, long version) {
        this.incarnation = incarnation;
        this.version = version;
        this.shownVersion = version;
    }

    /** A room that nobody is in yet. */
    public static RoomState begin(Moment moment) {
        return new RoomState(moment.random(), moment.seed());
    }

    public RoomChange join(Newcomer newcomer, Ticket ticket, int limit, Moment moment) {
        ticket.requireValid(moment.now());
        Seat old = seats.of(newcomer.session());
        if (old != null) {
            return seat(old, newcomer.step(), ticket.hold());
        }
        if (left.beat(newcomer.session(), newcomer.step(), moment.now())) {
            return refused(Verdict.SUPERSEDED, ticket);
        }
        if (seats.count() >= limit) {
            return refused(Verdict.FULL, ticket);
        }
        left.remove(newcomer.session());
        Member member = newcomer.from(ticket.hold().life(), ++version);
        seats.put(new Seat(member, ticket.hold().id(), newcomer.step().sequence()));
        return shown(delta(List.of(member), List.of(), List.of()), List.of());
    }

    public RoomChange move(SessionId session, long generation, Ticket ticket, Moment moment) {
        ticket.requireValid(moment.now());
        Seat old = seats.of(session);
        return old == null
                ? refused(Verdict.ABSENT, ticket)
                : seat(old, new Step(generation, Step.UNNUMBERED), ticket.hold());
    }

    /** For a session that has a seat already. */
    private RoomChange seat(Seat old, Step step, Hold hold) {
        Member member = old.member();
        if (member.generation() > step.generation()) {
            return unchanged(Verdict.SUPERSEDED, List.of(hold));
        }
        if (member.generation() == step.generation() && member.home().equals(hold.life())) {
            seats.put(new Seat(member, old.hold(), Math.max(old.sequence(), step.sequence())));
            return unchanged(Verdict.DONE, List.of(hold));
        }
        Member moved = member.movedTo(hold.life(), step.generation());
        return replace(old, new Seat(moved, hold.id(), step.sequence()), List.of(old.asHold()));
    }

    public RoomChange restore(List<Returning> members, long known, Moment moment) {
        members.forEach(member -> member.ticket().requireValid(moment.now()));
        boolean isOlder = version < known;
        if (isOlder) {
            incarnation = moment.random();
            version = Math.max(moment.seed(), known);
        }
        Restoration restoration = new Restoration(seats, left, moment, version + 1);
        members.forEach(restoration::put);
        if (restoration.isEmpty() && !isOlder) {
            return unchanged(Verdict.DONE, restoration.released);
        }
        version++;
        RosterDelta delta = delta(restoration.joined, List.of(), restoration.updated);
        return restoration.isVisible || isOlder
                ? shown(delta, restoration.released)
                : new RoomChange(Verdict.DONE, delta, seats.nodes(), restoration.released);
    }

    private RoomChange refused(Verdict verdict, Ticket ticket) {
        return unchanged(verdict, List.of(ticket.hold()));
    }

    public RoomChange mark(SessionId session, long generation, MemberState state) {
        return change(session, generation, member -> member.withState(state));
    }

    public RoomChange update(SessionId session, long generation, RawJson meta) {
        return change(session, generation, member -> member.withMeta(meta));
    }

    private RoomChange change(SessionId session, long generation, Function<Member, Member> operation) {
        Seat old = seats.of(session);
        if (old == null) {
            return unchanged(Verdict.ABSENT, List.of());
        }
        if (old.member().generation() > generation) {
            return unchanged(Verdict.SUPERSEDED, List.of());
        }
        Member changed = operation.apply(old.member());
        return changed.equals(old.member())
                ? unchanged(Verdict.DONE, List.of())
                : replace(old, old.with(changed), List.of());
    }

    public RoomChange leave(SessionId session, Step step, LeaveReason reason, Moment moment) {
        Seat seat = seats.of(session);
        if (seat != null && isLater(seat, step)) {
            return unchanged(Verdict.SUPERSEDED, List.of());
        }
        if (step.isNumbered()) {
            left.put(session, step, moment.now());
        }
        return seat == null ? unchanged(Verdict.ABSENT, List.of()) : removeAll(List.of(seat), reason);
    }

    private static boolean isLater(Seat seat, Step step) {
        return step.isNumbered() ? step.isBefore(seat.step()) : seat.member().generation() > step.generation();
    }

    public RoomChange leaveAll(Map<SessionId, Long> generations, LeaveReason reason, Moment moment) {
        List<Seat> leaving = new ArrayList<>();
        generations.forEach((session, generation) -> {
            Seat seat = seats.of(session);
            if (seat == null || seat.member().generation() <= generation) {
                left.put(session, Step.lastOf(generation), moment.now());
                if (seat != null) {
                    leaving.add(seat);
                }
            }
        });
        return leaving.isEmpty() ? unchanged(Verdict.ABSENT, List.of()) : removeAll(leaving, reason);
    }

    public RoomLoss lose(NodeLife home) {
        List<Seat> theirs = seats.from(home);
        List<Member> updated = new ArrayList<>();
        for (Seat seat : theirs) {
            if (seat.member().state() == MemberState.ONLINE) {
                Member lost = seat.member().withState(MemberState.RECONNECTING);
                seats.put(seat.with(lost));
                updated.add(lost);
            }
        }
        if (!updated.isEmpty()) {
            version++;
        }
        RoomChange change = updated.isEmpty()
                ? unchanged(Verdict.DONE, List.of())
                : shown(delta(List.of(), List.of(), updated), List.of());
        return new RoomLoss(change, theirs.stream().map(Seat::asLost).toList());
    }

    /** Whether there is nothing that needs to be remembered. */
    public boolean isEmpty() {
        return isFading() && left.isEmpty();
    }

    /** Whether nobody is in it; tombstones may be left. */
    public boolean isFading() {
        return seats.count() == 0;
    }

    public long version() {
        return version;
    }

    public RosterStamp stamp() {
        return new RosterStamp(incarnation, version, seats.digest());
    }

    public Roster roster() {
        return new Roster(incarnation, version, shownVersion, seats.members());
    }

    /** What {@link Wire#roster(WireReader)} reads, without building the roster here. */
    public void writeRoster(WireWriter out) {
        out.fixed64(incarnation).number(version).number(shownVersion).list(seats.members(), Wire::member);
    }

    public void write(WireWriter out) {
        out.fixed64(incarnation).number(version).list(seats.all(), Seat::write);
        left.write(out.number(shownVersion));
    }

    public static RoomState read(WireReader in) {
        RoomState room = new RoomState(in.fixed64(), in.number());
        in.list(Seat::read).forEach(room.seats::put);
        room.shownVersion = in.number();
        room.left = Tombstones.read(in);
        return room;
    }

    private RoomChange removeAll(List<Seat> leaving, LeaveReason reason) {
        version++;
        List<RosterDelta.Departure> departures = new ArrayList<>(leaving.size());
        for (Seat seat : leaving) {
            seats.remove(seat.member().session());
            departures.add(new RosterDelta.Departure(seat.member(), reason));
        }
        return shown(
                delta(List.of(), departures, List.of()),
                leaving.stream().map(Seat::asHold).toList());
    }

    private RoomChange replace(Seat old, Seat changed, List<Hold> released) {
        version++;
        seats.put(changed);
        RosterDelta delta = delta(List.of(), List.of(), List.of(changed.member()));
        return old.member().looksLike(changed.member())
                ? new RoomChange(Verdict.DONE, delta, seats.nodes(), released)
                : shown(delta, released);
    }

    private RoomChange unchanged(Verdict verdict, List<Hold> released) {
        return new RoomChange(verdict, null, seats.nodes(), released);
    }

    private RoomChange shown(RosterDelta delta, List<Hold> released) {
        shownVersion = version;
        return new RoomChange(Verdict.DONE, delta, seats.nodes(), released);
    }

    private RosterDelta delta(List<Member> joined, List<RosterDelta.Departure> departures, List<Member> updated) {
        return new RosterDelta(incarnation, version, joined, departures, updated);
    }
}
