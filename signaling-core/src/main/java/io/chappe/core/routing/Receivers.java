package io.chappe.core.routing;

import io.chappe.core.model.NodeId;
import io.chappe.core.model.SessionId;
import io.chappe.core.protocol.Target;
import java.util.HashSet;
import java.util.Set;

/** Whom a signal is for, as its sender's rosters have it now. On the sender's event loop. */
public final class Receivers {
    private Receivers() {}

    public static Set<SessionId> of(Sender sender, Target to) {
        if (to instanceof Target.ToSession one) {
            return Set.of(one.session());
        }
        Set<SessionId> receivers = new HashSet<>();
        for (JoinedRoom room : sender.joinedRooms()) {
            if (to instanceof Target.ToPeer peer) {
                room.roster().ofPeer(peer.peer()).forEach(member -> receivers.add(member.session()));
            } else if (to.equals(new Target.ToRoom(room.room()))) {
                room.roster().members().forEach(member -> receivers.add(member.session()));
            }
        }
        receivers.remove(sender.id());
        return receivers;
    }

    /** Whether some of them are on other nodes than this. */
    static boolean areElsewhere(NodeId here, Sender sender, Target to) {
        Set<SessionId> receivers = of(sender, to);
        return sender.joinedRooms().stream()
                .flatMap(room -> receivers.stream().map(room.roster()::member))
                .anyMatch(member -> member != null && !member.node().equals(here));
    }
}
