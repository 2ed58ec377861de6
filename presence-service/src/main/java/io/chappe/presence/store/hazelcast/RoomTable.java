package io.chappe.presence.store.hazelcast;

import io.chappe.core.bus.Wire;
import io.chappe.core.bus.WireException;
import io.chappe.core.bus.WireReader;
import io.chappe.core.bus.WireWriter;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.PeerId;
import io.chappe.presence.store.Moment;
import io.chappe.presence.store.Newcomer;
import io.chappe.presence.store.RoomChange;
import io.chappe.presence.store.RoomState;
import java.util.HashSet;

/** The rooms, on the data members. */
final class RoomTable implements Table<RoomState> {
    static final int JOIN = 1;
    static final int LEAVE = 2;
    static final int UPDATE = 3;
    static final int REMOVE_NODE = 4;

    /** Questions of a {@link Query}. */
    static final int ROSTER = 1;

    static final int STAMP = 2;

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
    public long version(RoomState room) {
        return room.version();
    }

    @Override
    public void run(WireReader call, RoomState room, Moment moment, WireWriter answer) {
        int operation = call.octet();
        switch (operation) {
            case JOIN -> join(call, room, moment, answer);
            case LEAVE -> writeChange(answer, room.leave(Wire.session(call), Wire.life(call), Wire.leaveReason(call)));
            case UPDATE ->
                writeChange(
                        answer,
                        room.update(
                                Wire.session(call), Wire.life(call), call.json().compact()));
            case REMOVE_NODE -> writeChange(answer, room.removeNode(Wire.life(call), Wire.leaveReason(call)));
            default -> throw new WireException("room operation " + operation);
        }
    }

    private static void join(WireReader call, RoomState room, Moment moment, WireWriter answer) {
        Newcomer newcomer = new Newcomer(
                Wire.session(call), new PeerId(call.text()), call.json().compact());
        writeChange(answer, room.join(newcomer, Answers.readTicket(call), (int) call.number(), moment));
        boolean in = room.has(newcomer.session());
        answer.octet(in ? 1 : 0);
        if (in) {
            room.writeRoster(answer);
        }
    }

    void answer(int question, RoomState room, WireWriter answer) {
        switch (question) {
            case ROSTER -> room.writeRoster(answer);
            case STAMP -> Wire.stamp(answer, room.stamp());
            default -> throw new WireException("room question " + question);
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

    private static void writeChange(WireWriter out, RoomChange change) {
        out.octet(change.delta() == null ? 0 : 1);
        if (change.delta() != null) {
            Wire.delta(out, change.delta());
        }
        out.list(change.nodes(), (to, node) -> to.text(node.value()));
        out.list(change.released(), Answers::writeHold);
    }

    static RoomChange readChange(WireReader in) {
        return new RoomChange(
                in.octet() == 0 ? null : Wire.delta(in),
                new HashSet<>(in.list(from -> new NodeId(from.text()))),
                in.list(Answers::readHold));
    }
}
