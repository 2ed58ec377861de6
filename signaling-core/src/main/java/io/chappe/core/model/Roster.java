package io.chappe.core.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
    private final Map<PeerId, List<Member>> byPeer = new HashMap<>();
    private final Map<NodeId, List<SessionId>> byNode = new TreeMap<>();

    /**
     * @param shownVersion see {@link #shownVersion()}
     */
    public Roster(long incarnation, long version, long shownVersion, Collection<Member> members) {
        this(incarnation, version, shownVersion, index(members));
    }

    private Roster(long incarnation, long version, long shownVersion, Map<SessionId, Member> members) {
        this.incarnation = incarnation;
        this.version = version;
        this.shownVersion = shownVersion;
        this.members = members;
        long sum = 0;
        for (Member member : members.values()) {
            sum += member.digest();
            byPeer.computeIfAbsent(member.peer(), p -> new ArrayList<>(1)).add(member);
            byNode.computeIfAbsent(member.node(), n -> new ArrayList<>(1)).add(member.session());
        }
        this.digest = sum;
    }

    private static Map<SessionId, Member> index(Collection<Member> members) {
        Map<SessionId, Member> index = new HashMap<>(members.size() * 2);
        members.forEach(member -> index.put(member.session(), member));
        return index;
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
        return Collections.unmodifiableCollection(members.values());
    }

    public @Nullable Member member(SessionId session) {
        return members.get(session);
    }

    public List<Member> ofPeer(PeerId peer) {
        return Collections.unmodifiableList(byPeer.getOrDefault(peer, List.of()));
    }

    /** The nodes that have members. */
    public Set<NodeId> nodes() {
        return Collections.unmodifiableSet(byNode.keySet());
    }

    public List<SessionId> sessionsOn(NodeId node) {
        return Collections.unmodifiableList(byNode.getOrDefault(node, List.of()));
    }

    /** Whether a delta is the very next change of this room. */
    public boolean isFollowedBy(RosterDelta delta) {
        return delta.incarnation() == incarnation && delta.version() == version + 1;
    }

    /** The roster after a delta for which {@link #isFollowedBy} holds. */
    public Roster after(RosterDelta delta) {
        Map<SessionId, Member> changed = new HashMap<>(members);
        delta.left().forEach(departure -> changed.remove(departure.member().session()));
        delta.joined().forEach(member -> changed.put(member.session(), member));
        delta.updated().forEach(member -> changed.put(member.session(), member));
        long shown = shown(delta).isEmpty() ? shownVersion : delta.version();
        return new Roster(incarnation, delta.version(), shown, changed);
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
