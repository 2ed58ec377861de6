package io.chappe.presence.store.hazelcast;

import io.chappe.core.bus.RosterWire;
import io.chappe.core.bus.Wire;
import io.chappe.core.bus.WireException;
import io.chappe.core.bus.WireReader;
import io.chappe.core.bus.WireWriter;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.SessionId;
import io.chappe.presence.store.JoinResult;
import io.chappe.presence.store.LostSeat;
import io.chappe.presence.store.Moment;
import io.chappe.presence.store.Newcomer;
import io.chappe.presence.store.Returning;
import io.chappe.presence.store.RoomChange;
import io.chappe.presence.store.RoomLoss;
import io.chappe.presence.store.RoomState;
import io.chappe.presence.store.RoomSummary;
import io.chappe.presence.store.Verdict;
import java.util.HashMap;
import java.util.Map;

/** The rooms, on the data members. */
final class RoomTable implements Table<RoomState> {
    static final int JOIN = 1;
    static final int MOVE = 2;
    static final int MARK = 3;
    static final int LEAVE = 4;
    static final int LEAVE_ALL = 5;
    static final int UPDATE = 6;
    static final int LOSE = 7;
    static final int RESTORE = 8;
    static final int MODERATE = 9;
    static final int FOLLOW = 10;
    static final int CLOSE = 11;
    static final int BAN = 12;
    static final int AHEAD = 13;

    /** Questions of a {@link Query}. */
    static final int ROSTER = 1;

    static final int STAMP = 2;
    static final int SUMMARY = 3;

    @Override
    public String name() {
        return "chappe.rooms";
    }

    @Override
    public int stateType() {
        return 101;
    }

    @Override
    public Class<RoomState> stateClass() {
        return RoomState.class;
    }

    @Override
    public RoomState begin(Moment moment) {
        return RoomState.begin(moment);
    }

    @Override
    public boolean isEmpty(RoomState room) {
        return room.isEmpty();
    }

    @Override
    public long timeToLive(RoomState room, Moment moment) {
        return room.fadeMs(moment.now());
    }

    @Override
    public long version(RoomState room) {
        return room.version();
    }

    @Override
    public void run(WireReader call, RoomState room, Moment moment, WireWriter answer) {
        int operation = call.octet();
        switch (operation) {
            case JOIN -> {
                RoomChange change = room.join(readNewcomer(call), Answers.readTicket(call), call.count(), moment);
                enter(room, answer, change, call.count());
            }
            case MOVE -> {
                RoomChange change = room.move(Wire.session(call), call.number(), Answers.readTicket(call), moment);
                enter(room, answer, change, call.count());
            }
            case LOSE -> writeLoss(answer, room.lose(Wire.life(call)));
            default -> Answers.writeChange(answer, change(operation, call, room, moment));
        }
    }

    private static RoomChange change(int operation, WireReader call, RoomState room, Moment moment) {
        return switch (operation) {
            case RESTORE ->
                room.restore(call.list(RoomTable::readReturning), RosterWire.rules(call), call.number(), moment);
            case MODERATE ->
                room.moderate(Wire.session(call), call.number(), RosterWire.moderation(call), call.count(), moment);
            case FOLLOW ->
                room.follow(
                        Wire.session(call), call.number(), new RoomId(call.text()), RosterWire.refusal(call), moment);
            case MARK -> room.mark(Wire.session(call), call.number(), Wire.memberState(call));
            case LEAVE -> room.leave(Wire.session(call), Answers.readStep(call), Wire.leaveReason(call), moment);
            case CLOSE -> room.close(moment);
            case AHEAD -> room.ahead(call.number(), moment);
            case BAN -> room.ban(new PeerId(call.text()), call.number(), moment);
            case LEAVE_ALL -> room.leaveAll(readGenerations(call), Wire.leaveReason(call), moment);
            case UPDATE ->
                room.update(Wire.session(call), call.number(), call.json().compact());
            default -> throw new WireException("room operation " + operation);
        };
    }

    static void writeReturning(WireWriter call, Returning member) {
        writeNewcomer(call, member.newcomer());
        Wire.memberState(call, member.state());
        Answers.writeTicket(call, member.ticket());
    }

    private static Returning readReturning(WireReader call) {
        return new Returning(readNewcomer(call), Wire.memberState(call), Answers.readTicket(call));
    }

    static void writeNewcomer(WireWriter call, Newcomer newcomer) {
        Wire.session(call, newcomer.session());
        call.text(newcomer.peer().value());
        Answers.writeStep(call, newcomer.step());
        RosterWire.entry(call.json(newcomer.meta()), newcomer.entry());
    }

    private static Newcomer readNewcomer(WireReader call) {
        return new Newcomer(
                Wire.session(call),
                new PeerId(call.text()),
                Answers.readStep(call),
                call.json().compact(),
                RosterWire.entry(call));
    }

    private static Map<SessionId, Long> readGenerations(WireReader call) {
        Map<SessionId, Long> generations = new HashMap<>();
        call.list(from -> Map.entry(Wire.session(from), from.number()))
                .forEach(session -> generations.put(session.getKey(), session.getValue()));
        return generations;
    }

    private static void enter(RoomState room, WireWriter answer, RoomChange change, int rosterUpTo) {
        Answers.writeChange(answer, change);
        if (change.verdict() == Verdict.DONE && room.seatCount() <= rosterUpTo) {
            room.writeRoster(answer);
        }
    }

    static JoinResult readEntered(WireReader in) {
        RoomChange change = Answers.readRoomChange(in);
        return new JoinResult(in.isAtEnd() ? null : RosterWire.roster(in), change);
    }

    private static void writeLoss(WireWriter answer, RoomLoss loss) {
        Answers.writeChange(answer, loss.change());
        answer.list(loss.seats(), (to, seat) -> {
            to.text(seat.peer().value());
            Wire.session(to, seat.session());
            to.number(seat.generation()).fixed64(seat.hold());
        });
    }

    static RoomLoss readLoss(WireReader in) {
        return new RoomLoss(
                Answers.readRoomChange(in),
                in.list(from ->
                        new LostSeat(new PeerId(from.text()), Wire.session(from), from.number(), from.fixed64())));
    }

    /** Of a room that nobody is in there is neither roster nor stamp. */
    @Override
    public void answer(WireReader question, String key, RoomState room, long now, WireWriter answer) {
        int about = question.octet();
        if (about == SUMMARY) {
            RoomSummary summary = room.summary(new RoomId(Keys.nameIn(key)), now);
            if (summary != null) {
                summary.write(answer);
            }
        } else if (!room.isFading()) {
            answer(about, room, answer);
        }
    }

    private static void answer(int about, RoomState room, WireWriter answer) {
        switch (about) {
            case ROSTER -> room.writeRoster(answer);
            case STAMP -> RosterWire.stamp(answer, room.stamp());
            default -> throw new WireException("room question " + about);
        }
    }

    @Override
    public void write(WireWriter out, RoomState room) {
        room.write(out);
    }

    @Override
    public RoomState read(WireReader in) {
        return RoomState.read(in);
    }
}
