package io.chappe.presence.store;

import io.chappe.core.bus.Wire;
import io.chappe.core.bus.WireReader;
import io.chappe.core.bus.WireWriter;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.Member;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.Roster;
import io.chappe.core.model.RosterDelta;
import io.chappe.core.model.RosterStamp;
import io.chappe.core.model.SessionId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One room as a store keeps it, and what each operation of {@link RoomStore} does to it. For one thread at a time. */
public final class RoomState {
    private record Seat(Member member, long hold) {
        Hold asHold() {
            return new Hold(member.home(), hold);
        }

        static void write(WireWriter out, Seat seat) {
            WireWriter block = new WireWriter(256);
            Wire.member(block, seat.member);
            out.block(block.fixed64(seat.hold).toBytes());
        }

        static Seat read(WireReader in) {
            WireReader block = in.block();
            return new Seat(Wire.member(block), block.fixed64());
        }
    }

    private final long incarnation;
    private final Map<SessionId, Seat> seats = new LinkedHashMap<>();
    private final Map<NodeId, Integer> membersOn = new TreeMap<>();
    private long version;
    private long digest;

    private RoomState(long incarnation, long version) {
        this.incarnation = incarnation;
        this.version = version;
    }

    /** A room that nobody is in yet. */
    public static RoomState begin(Moment moment) {
        return new RoomState(moment.random(), moment.seed());
    }

    public RoomChange join(Newcomer newcomer, Ticket ticket, int limit, Moment moment) {
        ticket.requireValid(moment.now());
        NodeLife home = ticket.hold().life();
        Seat old = seats.get(newcomer.session());
        boolean there = old != null && old.member.home().equals(home);
        if (there || (old == null && seats.size() >= limit)) {
            return new RoomChange(null, nodes(), List.of(ticket.hold()));
        }
        Member member = newcomer.from(home, ++version);
        if (old == null) {
            put(new Seat(member, ticket.hold().id()));
            return new RoomChange(delta(List.of(member), List.of(), List.of()), nodes(), List.of());
        }
        remove(old);
        put(new Seat(member, ticket.hold().id()));
        return new RoomChange(delta(List.of(), List.of(), List.of(member)), nodes(), List.of(old.asHold()));
    }

    public RoomChange leave(SessionId session, NodeLife home, LeaveReason reason) {
        Seat seat = seatFrom(session, home);
        return seat == null ? unchanged() : removeAll(List.of(seat), reason);
    }

    public RoomChange removeNode(NodeLife home, LeaveReason reason) {
        List<Seat> theirs = seats.values().stream()
                .filter(seat -> seat.member.home().equals(home))
                .toList();
        return theirs.isEmpty() ? unchanged() : removeAll(theirs, reason);
    }

    public RoomChange update(SessionId session, NodeLife home, RawJson meta) {
        Seat seat = seatFrom(session, home);
        if (seat == null || seat.member.meta().equals(meta)) {
            return unchanged();
        }
        Member changed = seat.member.withMeta(meta);
        version++;
        remove(seat);
        put(new Seat(changed, seat.hold));
        return new RoomChange(delta(List.of(), List.of(), List.of(changed)), nodes(), List.of());
    }

    public boolean isEmpty() {
        return seats.isEmpty();
    }

    public boolean has(SessionId session) {
        return seats.containsKey(session);
    }

    public long version() {
        return version;
    }

    public RosterStamp stamp() {
        return new RosterStamp(incarnation, version, digest);
    }

    public Roster roster() {
        return new Roster(incarnation, version, version, members());
    }

    /** What {@link Wire#roster(WireReader)} reads, without building the roster here. */
    public void writeRoster(WireWriter out) {
        out.fixed64(incarnation).number(version).number(version).list(members(), Wire::member);
    }

    public void write(WireWriter out) {
        out.fixed64(incarnation).number(version).list(seats.values(), Seat::write);
    }

    public static RoomState read(WireReader in) {
        RoomState room = new RoomState(in.fixed64(), in.number());
        in.list(Seat::read).forEach(room::put);
        return room;
    }

    private @Nullable Seat seatFrom(SessionId session, NodeLife home) {
        Seat seat = seats.get(session);
        return seat != null && seat.member.home().equals(home) ? seat : null;
    }

    private RoomChange removeAll(List<Seat> leaving, LeaveReason reason) {
        version++;
        List<RosterDelta.Departure> left = new ArrayList<>(leaving.size());
        for (Seat seat : leaving) {
            remove(seat);
            left.add(new RosterDelta.Departure(seat.member, reason));
        }
        return new RoomChange(
                delta(List.of(), left, List.of()),
                nodes(),
                leaving.stream().map(Seat::asHold).toList());
    }

    private void put(Seat seat) {
        seats.put(seat.member.session(), seat);
        membersOn.merge(seat.member.node(), 1, Integer::sum);
        digest += seat.member.digest();
    }

    private void remove(Seat seat) {
        seats.remove(seat.member.session());
        membersOn.computeIfPresent(seat.member.node(), (node, count) -> count == 1 ? null : count - 1);
        digest -= seat.member.digest();
    }

    private Collection<Member> members() {
        return seats.values().stream().map(Seat::member).toList();
    }

    private Set<NodeId> nodes() {
        return Set.copyOf(membersOn.keySet());
    }

    private RoomChange unchanged() {
        return new RoomChange(null, nodes(), List.of());
    }

    private RosterDelta delta(List<Member> joined, List<RosterDelta.Departure> left, List<Member> updated) {
        return new RosterDelta(incarnation, version, joined, left, updated);
    }
}
