package io.chappe.presence.store.hazelcast;

import io.chappe.core.bus.PeerPresence;
import io.chappe.core.bus.Wire;
import io.chappe.core.bus.WireException;
import io.chappe.core.bus.WireReader;
import io.chappe.core.bus.WireWriter;
import io.chappe.core.model.NodeId;
import io.chappe.presence.store.Moment;
import io.chappe.presence.store.PeerChange;
import io.chappe.presence.store.PeerState;
import java.util.HashSet;

/** The peers, on the data members. */
final class PeerTable implements Table<PeerState> {
    static final int ADD = 1;
    static final int REMOVE = 2;
    static final int WATCH = 3;
    static final int UNWATCH = 4;
    static final int REMOVE_NODE = 5;

    @Override
    public String name() {
        return "chappe.peers";
    }

    @Override
    public int stateType() {
        return 102;
    }

    @Override
    public Class<PeerState> stateClass() {
        return PeerState.class;
    }

    @Override
    public PeerState begin(Moment moment) {
        return PeerState.begin(moment);
    }

    @Override
    public boolean isEmpty(PeerState peer) {
        return peer.isEmpty();
    }

    @Override
    public long version(PeerState peer) {
        return peer.version();
    }

    @Override
    public void run(WireReader call, PeerState peer, Moment moment, WireWriter answer) {
        int operation = call.octet();
        PeerChange change = switch (operation) {
            case ADD -> peer.add(Wire.session(call), Answers.readTicket(call), moment);
            case REMOVE -> peer.remove(Wire.session(call), Wire.life(call));
            case WATCH -> peer.watch(Answers.readTicket(call), moment);
            case UNWATCH -> peer.unwatch(Wire.life(call));
            case REMOVE_NODE -> peer.removeNode(Wire.life(call));
            default -> throw new WireException("peer operation " + operation);
        };
        change.presence().write(answer);
        answer.octet(change.changed() ? 1 : 0)
                .list(change.watchers(), (to, node) -> to.text(node.value()))
                .list(change.released(), Answers::writeHold);
    }

    static PeerChange readChange(WireReader in) {
        return new PeerChange(
                PeerPresence.read(in),
                in.octet() != 0,
                new HashSet<>(in.list(from -> new NodeId(from.text()))),
                in.list(Answers::readHold));
    }

    @Override
    public void write(WireWriter out, PeerState peer) {
        peer.write(out);
    }

    @Override
    public PeerState read(WireReader in) {
        return PeerState.read(in);
    }
}
