package io.chappe.core.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A room's members at one version; immutable. A change copies it, which costs what telling one newcomer about the
 * members costs anyway.
 */
public final class Roster {
    private final long incarnation;
    private final long version;
    private final long shownVersion;
    private final long digest;
    private final Map<SessionId, Member> members;

    /** Made when it is first asked for: most rosters are followed by another one before. */
    private @Nullable Index index;

    /** Immutable, so that any thread may make it and any thread may see it. */
    private record Index(Map<PeerId, List<Member>> byPeer, SortedMap<NodeId, List<SessionId>> byNode) {
        static Index of(Collection<Member> members) {
            Map<PeerId, List<Member>> byPeer = new HashMap<>();
            SortedMap<NodeId, List<SessionId>> byNode = new TreeMap<>();
            for (Member member : members) {
                byPeer.computeIfAbsent(member.peer(), p -> new ArrayList<>(1)).add(member);
                byNode.computeIfAbsent(member.node(), n -> new ArrayList<>(1)).add(member.session());
            }
            byPeer.replaceAll((peer, its) -> List.copyOf(its));
            byNode.replaceAll((node, its) -> List.copyOf(its));
            return new Index(Map.copyOf(byPeer), Collections.unmodifiableSortedMap(byNode));
        }
    }

    /**
     * @param shownVersion see {@link #shownVersion()}
     */
    public Roster(long incarnation, long version, long shownVersion, Collection<Member> members) {
        this(
                incarnation,
                version,
                shownVersion,
                bySession(members),
                members.stream().mapToLong(Member::digest).sum());
    }

    private Roster(long incarnation, long version, long shownVersion, Map<SessionId, Member> members, long digest) {
        this.incarnation = incarnation;
        this.version = version;
        this.shownVersion = shownVersion;
        this.members = Map.copyOf(members);
        this.digest = digest;
    }

    private static Map<SessionId, Member> bySession(Collection<Member> members) {
        Map<SessionId, Member> bySession = new HashMap<>(members.size() * 2);
        members.forEach(member -> bySession.put(member.session(), member));
        return bySession;
    }

    private Index index() {
        Index made = index;
        if (made == null) {
            made = Index.of(members.values());
            index = made;
        }
        return made;
    }

    /** The same roster with its members as other objects that are equal. */
    public Roster mapped(UnaryOperator<Member> mapping) {
        Map<SessionId, Member> mapped = new HashMap<>(members.size() * 2);
        members.values().forEach(member -> {
            Member same = mapping.apply(member);
            mapped.put(same.session(), same);
        });
        return new Roster(incarnation, version, shownVersion, mapped, digest);
    }

    public RosterStamp stamp() {
        return new RosterStamp(incarnation, version, digest);
    }

    public long incarnation() {
        return incarnation;
    }

    public long version() {
        return version;
    }

    /** The last version at which something changed that clients see: not a home, and not a generation. */
    public long shownVersion() {
        return shownVersion;
    }

    public Collection<Member> members() {
        return members.values();
    }

    public @Nullable Member member(SessionId session) {
        return members.get(session);
    }

    public List<Member> ofPeer(PeerId peer) {
        return index().byPeer.getOrDefault(peer, List.of());
    }

    /** The nodes that have members. */
    public Set<NodeId> nodes() {
        return index().byNode.keySet();
    }

    public List<SessionId> sessionsOn(NodeId node) {
        return index().byNode.getOrDefault(node, List.of());
    }

    /** Whether a delta is the very next change of this room. */
    public boolean isFollowedBy(RosterDelta delta) {
        return delta.incarnation() == incarnation && delta.version() == version + 1;
    }

    /** The roster after a delta for which {@link #isFollowedBy} holds. */
    public Roster after(RosterDelta delta) {
        Map<SessionId, Member> changed = new HashMap<>(members);
        long sum = digest;
        for (RosterDelta.Departure departure : delta.left()) {
            sum -= digest(changed.remove(departure.member().session()));
        }
        sum += put(changed, delta.joined()) + put(changed, delta.updated());
        long shown = shown(delta).isEmpty() ? shownVersion : delta.version();
        return new Roster(incarnation, delta.version(), shown, changed, sum);
    }

    /** By how much that changes the digest. */
    private static long put(Map<SessionId, Member> members, List<Member> changed) {
        return changed.stream()
                .mapToLong(member -> member.digest() - digest(members.put(member.session(), member)))
                .sum();
    }

    private static long digest(@Nullable Member member) {
        return member == null ? 0 : member.digest();
    }

    /** What clients who know this roster are told of a delta: not that a session has moved. Empty if there is nothing. */
    public RosterDelta shown(RosterDelta delta) {
        List<Member> seen = delta.updated().stream().filter(this::looksNew).toList();
        return seen.size() == delta.updated().size()
                ? delta
                : new RosterDelta(delta.incarnation(), delta.version(), delta.joined(), delta.left(), seen);
    }

    private boolean looksNew(Member member) {
        Member old = members.get(member.session());
        return old == null || !old.looksLike(member);
    }

    /** What takes this roster to a later one that need not be the next. */
    public RosterDelta difference(Roster later) {
        List<Member> joined = new ArrayList<>();
        List<Member> updated = new ArrayList<>();
        List<RosterDelta.Departure> left = new ArrayList<>();
        for (Member member : later.members()) {
            Member old = member(member.session());
            if (old == null) {
                joined.add(member);
            } else if (!old.equals(member)) {
                updated.add(member);
            }
        }
        for (Member member : members()) {
            if (later.member(member.session()) == null) {
                left.add(new RosterDelta.Departure(member, LeaveReason.LOST));
            }
        }
        return new RosterDelta(later.incarnation, later.version, joined, left, updated);
    }
}
