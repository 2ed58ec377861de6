package io.chappe.presence.store;

import io.chappe.core.bus.PeerPresence;
import io.chappe.core.bus.Wire;
import io.chappe.core.bus.WireReader;
import io.chappe.core.bus.WireWriter;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PresenceState;
import io.chappe.core.model.SessionId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** One peer as a store keeps it, and what each operation of {@link PeerStore} does to it. For one thread at a time. */
public final class PeerState {
    private final Map<SessionId, Hold> sessions = new LinkedHashMap<>();
    private final Map<NodeLife, Hold> watches = new LinkedHashMap<>();
    private long version;

    private PeerState(long version) {
        this.version = version;
    }

    /** A peer without a session. */
    public static PeerState begin(Moment moment) {
        return new PeerState(moment.seed());
    }

    public PeerChange add(SessionId session, Ticket ticket, Moment moment) {
        ticket.requireValid(moment.now());
        Hold old = sessions.get(session);
        if (old != null && old.life().equals(ticket.hold().life())) {
            return change(false, List.of(ticket.hold()));
        }
        sessions.put(session, ticket.hold());
        if (old != null) {
            return change(false, List.of(old));
        }
        version++;
        return change(true, List.of());
    }

    public PeerChange remove(SessionId session, NodeLife home) {
        Hold hold = sessions.get(session);
        if (hold == null || !hold.life().equals(home)) {
            return change(false, List.of());
        }
        sessions.remove(session);
        version++;
        return change(true, List.of(hold));
    }

    public PeerChange watch(Ticket ticket, Moment moment) {
        ticket.requireValid(moment.now());
        Hold old = watches.putIfAbsent(ticket.hold().life(), ticket.hold());
        return change(false, old == null ? List.of() : List.of(ticket.hold()));
    }

    public PeerChange unwatch(NodeLife watcher) {
        Hold hold = watches.remove(watcher);
        return change(false, hold == null ? List.of() : List.of(hold));
    }

    public PeerChange removeNode(NodeLife life) {
        List<Hold> released = new ArrayList<>();
        sessions.values().stream().filter(hold -> hold.life().equals(life)).forEach(released::add);
        boolean changed = !released.isEmpty();
        if (changed) {
            sessions.values().removeIf(hold -> hold.life().equals(life));
            version++;
        }
        Hold watch = watches.remove(life);
        if (watch != null) {
            released.add(watch);
        }
        return change(changed, released);
    }

    public boolean isEmpty() {
        return sessions.isEmpty() && watches.isEmpty();
    }

    public long version() {
        return version;
    }

    public void write(WireWriter out) {
        out.number(version);
        out.list(sessions.entrySet(), (to, entry) -> {
            WireWriter block = new WireWriter(128);
            Wire.session(block, entry.getKey());
            writeHold(block, entry.getValue());
            to.block(block.toBytes());
        });
        out.list(watches.values(), PeerState::writeHold);
    }

    public static PeerState read(WireReader in) {
        PeerState peer = new PeerState(in.number());
        in.list(WireReader::block).forEach(block -> peer.sessions.put(Wire.session(block), readHold(block)));
        in.list(PeerState::readHold).forEach(hold -> peer.watches.put(hold.life(), hold));
        return peer;
    }

    private static void writeHold(WireWriter out, Hold hold) {
        Wire.life(out, hold.life());
        out.fixed64(hold.id());
    }

    private static Hold readHold(WireReader in) {
        return new Hold(Wire.life(in), in.fixed64());
    }

    private PeerChange change(boolean changed, List<Hold> released) {
        Set<NodeId> watchers = watches.keySet().stream().map(NodeLife::node).collect(Collectors.toUnmodifiableSet());
        return new PeerChange(
                new PeerPresence(
                        version, sessions.isEmpty() ? PresenceState.OFFLINE : PresenceState.ONLINE, sessions.size()),
                changed,
                watchers,
                released);
    }
}
