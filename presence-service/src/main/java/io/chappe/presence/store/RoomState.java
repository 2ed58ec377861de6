package io.chappe.presence.store;

import io.chappe.core.bus.RosterWire;
import io.chappe.core.bus.WireReader;
import io.chappe.core.bus.WireWriter;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.Member;
import io.chappe.core.model.MemberState;
import io.chappe.core.model.Moderation;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomRules;
import io.chappe.core.model.Roster;
import io.chappe.core.model.RosterStamp;
import io.chappe.core.model.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One room as a store keeps it, and what each operation of {@link RoomStore} does to it. For one thread at a time. */
public final class RoomState {
    private long incarnation;
    private final Seats seats = new Seats();
    private Tombstones left = new Tombstones();
    private RoomRules rules = RoomRules.OPEN;
    private long version;
    private long shownVersion;
    /** Until when, in ms of the store's time, its lock and metadata stay while nobody is in it; 0 where they do not. */
    private long keptUntil;

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
        Door door = Door.facing(newcomer, seats, rules, moment.now() < keptUntil, limit);
        boolean isBeaten = left.beat(newcomer.session(), newcomer.step(), moment.now());
        Verdict verdict = isBeaten ? Verdict.SUPERSEDED : door.verdict(newcomer, moment.now());
        if (verdict != Verdict.DONE) {
            return refused(verdict, ticket);
        }
        left.remove(newcomer.session());
        Member member = newcomer.from(ticket.hold().life(), version + 1, door.standing(newcomer));
        Draft draft = draft();
        draft.change(door.rules());
        draft.join(new Seat(member, ticket.hold().id(), newcomer.step().sequence()));
        return settled(done(draft), moment);
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
        if (old.member().generation() > step.generation()) {
            return unchanged(Verdict.SUPERSEDED, List.of(hold));
        }
        Draft draft = draft();
        draft.move(old, step, hold);
        return done(draft);
    }

    public RoomChange restore(List<Returning> members, RoomRules theirs, long known, Moment moment) {
        members.forEach(member -> member.ticket().requireValid(moment.now()));
        Draft draft = draft();
        boolean isOlder = version < known;
        boolean hasNone = isFading() && rules.equals(RoomRules.OPEN);
        boolean areLatest = isOlder || hasNone || theirs.version() > rules.version();
        if (isOlder) {
            incarnation = moment.random();
            version = Math.max(moment.seed(), known);
            draft.show();
        }
        new Restoration(seats, left, draft, moment.now(), version + 1).run(members, areLatest ? theirs : rules);
        return settled(done(draft), moment);
    }

    public RoomChange moderate(SessionId moderator, long generation, Moderation moderation, int limit, Moment moment) {
        if (moderator.equals(Moderation.ADMINISTRATOR) && !isThere(moment.now())) {
            return unchanged(Verdict.ABSENT, List.of());
        }
        Draft draft = draft();
        Door door = new Door(seats, rules, limit);
        Intervention intervention = new Intervention(door, draft, moment.now(), version + 1);
        return settled(done(draft, intervention.run(moderator, generation, moderation)), moment);
    }

    public RoomChange follow(
            SessionId session, long generation, RoomId to, @Nullable ErrorCode refusal, Moment moment) {
        Draft draft = draft();
        Calling calling = new Calling(seats, draft, moment.now(), version + 1);
        return done(draft, calling.answer(session, generation, to, refusal));
    }

    private RoomChange done(Draft draft, Verdict verdict) {
        return verdict == Verdict.DONE ? done(draft) : unchanged(verdict, List.of());
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
        Draft draft = draft();
        draft.update(old, old.with(operation.apply(old.member())));
        return done(draft);
    }

    public RoomChange leave(SessionId session, Step step, LeaveReason reason, Moment moment) {
        Seat seat = seats.of(session);
        if (seat != null && seat.isAfter(step)) {
            return unchanged(Verdict.SUPERSEDED, List.of());
        }
        if (step.isNumbered()) {
            left.put(session, step, moment.now());
        }
        return seat == null ? unchanged(Verdict.ABSENT, List.of()) : removeAll(List.of(seat), reason, moment);
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
        return leaving.isEmpty() ? unchanged(Verdict.ABSENT, List.of()) : removeAll(leaving, reason, moment);
    }

    public RoomChange close(Moment moment) {
        List<Seat> all = List.copyOf(seats.all());
        all.forEach(seat -> left.put(seat.member().session(), seat.step().next(), moment.now()));
        return all.isEmpty() ? unchanged(Verdict.ABSENT, List.of()) : removeAll(all, LeaveReason.CLOSED, moment);
    }

    /** See {@link RoomStore#ahead}. */
    public RoomChange ahead(long aheadMs, Moment moment) {
        boolean isThere = isThere(moment.now());
        if (!isFading()) {
            return unchanged(Verdict.DONE, List.of());
        } else if (aheadMs == 0 && !isThere) {
            return unchanged(Verdict.ABSENT, List.of());
        }
        keptUntil = aheadMs > 0 ? moment.now() + aheadMs : 0;
        Draft draft = draft();
        if (aheadMs == 0 || !isThere) {
            draft.change(RoomRules.OPEN.anewAfter(rules, version + 1));
        }
        return done(draft);
    }

    /** See {@link RoomStore#ban}. */
    public RoomChange ban(PeerId peer, long banMs, Moment moment) {
        long now = moment.now();
        boolean bans = banMs > 0;
        if (bans ? !isThere(now) : !rules.isBanned(peer, now)) {
            return unchanged(Verdict.ABSENT, List.of());
        }
        Draft draft = draft();
        if (bans) {
            seats.of(peer).forEach(seat -> draft.remove(seat, LeaveReason.KICKED));
        }
        draft.change(bans ? rules.banned(peer, now + banMs, now, version + 1) : rules.unbanned(peer, version + 1));
        return settled(done(draft), moment);
    }

    public RoomLoss lose(NodeLife home) {
        List<Seat> theirs = seats.from(home);
        Draft draft = draft();
        theirs.forEach(seat -> draft.update(seat, seat.with(seat.member().withState(MemberState.RECONNECTING))));
        return new RoomLoss(done(draft), theirs.stream().map(Seat::asLost).toList());
    }

    /** Whether there is nothing that needs to be remembered. */
    public boolean isEmpty() {
        return isFading() && left.isEmpty() && rules.bans().isEmpty() && keptUntil == 0;
    }

    /** Whether nobody is in it; tombstones and rules may be left. */
    public boolean isFading() {
        return seats.count() == 0;
    }

    /** For how many ms it is kept if nothing changes it; 0 for as long as somebody is in it. */
    public long fadeMs(long now) {
        return isFading() ? Fading.millis(rules, keptUntil, now) : 0;
    }

    public long version() {
        return version;
    }

    /** Of members, and of those who wait. */
    public int seatCount() {
        return seats.count();
    }

    public RosterStamp stamp() {
        return new RosterStamp(incarnation, version, seats.digest());
    }

    /** Null where nobody is in it, and nothing of it is kept. */
    public @Nullable RoomSummary summary(RoomId name, long now) {
        return isThere(now)
                ? new RoomSummary(name, incarnation, version, seats.inside(), seats.waiting(), seats.hidden(), rules)
                : null;
    }

    private boolean isThere(long now) {
        return !isFading() || keptUntil > now;
    }

    public Roster roster() {
        return new Roster(incarnation, version, shownVersion, seats.members(), rules);
    }

    /** What {@link RosterWire#roster(WireReader)} reads, without building the roster here. */
    public void writeRoster(WireWriter out) {
        out.fixed64(incarnation).number(version).number(shownVersion).list(seats.members(), RosterWire::member);
        RosterWire.rules(out, rules);
    }

    public void write(WireWriter out) {
        out.fixed64(incarnation).number(version).list(seats.all(), Seat::write);
        left.write(out.number(shownVersion));
        RosterWire.rules(out, rules);
        out.number(keptUntil);
    }

    public static RoomState read(WireReader in) {
        RoomState room = new RoomState(in.fixed64(), in.number());
        in.list(Seat::read).forEach(room.seats::put);
        room.shownVersion = in.number();
        room.left = Tombstones.read(in);
        room.rules = RosterWire.rules(in);
        room.keptUntil = in.number();
        return room;
    }

    private Draft draft() {
        return new Draft(seats, rules);
    }

    private RoomChange removeAll(List<Seat> leaving, LeaveReason reason, Moment moment) {
        Draft draft = draft();
        leaving.forEach(seat -> draft.remove(seat, reason));
        return settled(done(draft), moment);
    }

    /** The time of a room that is kept runs from when the last has left until somebody comes. */
    private RoomChange settled(RoomChange change, Moment moment) {
        if (!isFading()) {
            keptUntil = 0;
        } else if (keptUntil == 0 && rules.keptMs() > 0) {
            keptUntil = moment.now() + rules.keptMs();
        }
        return change;
    }

    private RoomChange unchanged(Verdict verdict, List<Hold> released) {
        return new RoomChange(verdict, null, seats.nodes(), released);
    }

    /** Ends a draft: as the room's next version, if it changes anything. */
    private RoomChange done(Draft draft) {
        if (draft.isEmpty()) {
            return unchanged(Verdict.DONE, draft.released());
        }
        version++;
        rules = draft.rules();
        if (draft.isShown()) {
            shownVersion = version;
        }
        return new RoomChange(Verdict.DONE, draft.delta(incarnation, version), seats.nodes(), draft.released());
    }
}
