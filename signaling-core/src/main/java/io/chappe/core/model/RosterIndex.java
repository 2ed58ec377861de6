package io.chappe.core.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** By what a roster's members are looked for. Immutable, so that any thread may make it and any thread may see it. */
record RosterIndex(Map<PeerId, List<Member>> byPeer, SortedMap<NodeId, List<SessionId>> byNode) {
    static RosterIndex of(Collection<Member> members) {
        Map<PeerId, List<Member>> byPeer = new HashMap<>();
        SortedMap<NodeId, List<SessionId>> byNode = new TreeMap<>();
        for (Member member : members) {
            byPeer.computeIfAbsent(member.peer(), p -> new ArrayList<>(1)).add(member);
            byNode.computeIfAbsent(member.node(), n -> new ArrayList<>(1)).add(member.session());
        }
        byPeer.replaceAll((peer, its) -> List.copyOf(its));
        byNode.replaceAll((node, its) -> List.copyOf(its));
        return new RosterIndex(Map.copyOf(byPeer), Collections.unmodifiableSortedMap(byNode));
    }
}
