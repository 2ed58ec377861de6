package io.chappe.presence.store;

import io.chappe.core.model.NodeId;
import io.chappe.core.model.RosterDelta;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an operation did to a room.
 *
 * @param delta null if nothing has changed
 * @param nodes that have members afterwards, or sessions that wait
 * @param released the holds that no member stands on any more; the caller removes them from the nodes' records
 */
public record RoomChange(Verdict verdict, @Nullable RosterDelta delta, Set<NodeId> nodes, List<Hold> released) {
    /** The nodes that must hear of it: also those whose sessions were taken out, of which they have not asked. */
    public Set<NodeId> concerned() {
        if (delta == null) {
            return Set.of();
        }
        Set<NodeId> all = new HashSet<>(nodes);
        delta.left().stream()
                .filter(departure -> departure.reason().isByOthers())
                .forEach(departure -> all.add(departure.member().node()));
        return all;
    }
}
