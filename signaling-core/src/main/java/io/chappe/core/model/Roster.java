package io.chappe.core.model;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A room at one version: its members, those who wait in its lobby, and its rules; immutable. A change copies it, which costs
 * what telling one newcomer about the members costs anyway. Hidden members are apart: only what names them finds them.
 */
public final class Roster {
    private final long incarnation;
    private final long version;
    private final long shownVersion;
    private final long digest;
    private final Map<SessionId, Member> members;
    /** Of nearly all rooms at nearly all times nobody. */
    private final Map<SessionId, Member> lobby;

    /** Of nearly all rooms always nobody. */
    private final Map<SessionId, Member> hidden;

    private final RoomRules rules;

    /** Made when it is first asked for: most rosters are followed by another one before. */
    private @Nullable RosterIndex index;

    /** The same, of a large room. */
    private @Nullable List<Member> listed;

    /**
     * @param shownVersion see {@link #shownVersion()}
     * @param seats the members, and those who wait
     */
    public Roster(long incarnation, long version, long shownVersion, Collection<Member> seats, RoomRules rules) {
        this(incarnation, version, shownVersion, draft(seats), rules);
    }

    /** A room that all may enter. */
    public Roster(long incarnation, long version, long shownVersion, Collection<Member> seats) {
        this(incarnation, version, shownVersion, seats, RoomRules.OPEN);
    }

    private Roster(long incarnation, long version, long shownVersion, RosterDraft draft, RoomRules rules) {
        this.incarnation = incarnation;
        this.version = version;
        this.shownVersion = shownVersion;
        this.members = Map.copyOf(draft.members());
        this.lobby = Map.copyOf(draft.lobby());
        this.hidden = Map.copyOf(draft.hidden());
        this.digest = draft.digest();
        this.rules = rules;
    }

    private static RosterDraft draft(Collection<Member> seats) {
        RosterDraft draft = new RosterDraft(Map.of(), Map.of(), Map.of(), 0);
        seats.forEach(draft::put);
        return draft;
    }

    private RosterIndex index() {
        RosterIndex made = index;
        if (made == null) {
            made = RosterIndex.of(members.values());
            index = made;
        }
        return made;
    }

    /** The same roster with its members as other objects that are equal. */
    public Roster mapped(UnaryOperator<Member> mapping) {
        return new Roster(incarnation, version, shownVersion, draft().mapped(mapping), rules);
    }

    private RosterDraft draft() {
        return new RosterDraft(members, lobby, hidden, digest);
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

    public RoomRules rules() {
        return rules;
    }

    /** Those who are seen. */
    public Collection<Member> members() {
        return members.values();
    }

    public Collection<Member> hidden() {
        return hidden.values();
    }

    public boolean isHidden(SessionId session) {
        return hidden.containsKey(session);
    }

    /** One of {@link #members()}. */
    public @Nullable Member seen(SessionId session) {
        return members.get(session);
    }

    /** Whether it has so many members that clients are not told of all. */
    public boolean isLarge() {
        return members.size() > Listing.MOST;
    }

    /** The members of whom clients are told: all, or in a large room some, who came first first. */
    public Collection<Member> listed() {
        if (!isLarge()) {
            return members.values();
        }
        List<Member> made = listed;
        if (made == null) {
            made = Listing.of(members.values());
            listed = made;
        }
        return made;
    }

    /** A session that is in the room, hidden or not. */
    public @Nullable Member member(SessionId session) {
        Member member = members.get(session);
        return member == null ? hidden.get(session) : member;
    }

    /** A session that is a member, or waits. */
    public @Nullable Member seat(SessionId session) {
        Member member = member(session);
        return member == null ? lobby.get(session) : member;
    }

    /** The members, and those who wait. */
    public Stream<Member> seats() {
        return Stream.of(members, lobby, hidden).flatMap(seats -> seats.values().stream());
    }

    /** How many members there are, and how many who wait. */
    public int seatCount() {
        return members.size() + lobby.size() + hidden.size();
    }

    /** Whether anybody waits. */
    public boolean hasLobby() {
        return !lobby.isEmpty();
    }

    /** Those who wait and are not called away, who came first first. */
    public List<Member> waiting(long now) {
        return lobby.isEmpty() ? List.of() : Lobby.inTurn(lobby.values(), now);
    }

    /** All who wait. */
    public Collection<Member> lobby() {
        return lobby.values();
    }

    public boolean waits(SessionId session) {
        return lobby.containsKey(session);
    }

    /** Where a session stands among those who wait, be it called away or not; null if it does not wait. */
    public @Nullable WaitingPlace place(SessionId session, long now) {
        Member waiting = lobby.get(session);
        return waiting == null ? null : place(Lobby.position(waiting, lobby.values(), now));
    }

    /** What one that waits at a position is told. */
    public WaitingPlace place(int position) {
        return new WaitingPlace(position, rules.expectedMs(position));
    }

    /** Of {@link #members()}. */
    public List<Member> ofPeer(PeerId peer) {
        return index().byPeer().getOrDefault(peer, List.of());
    }

    /** The nodes that have some of {@link #members()}. */
    public Set<NodeId> nodes() {
        return index().byNode().keySet();
    }

    public List<SessionId> sessionsOn(NodeId node) {
        return index().byNode().getOrDefault(node, List.of());
    }

    /** Whether a delta is the very next change of this room. */
    public boolean isFollowedBy(RosterDelta delta) {
        return delta.incarnation() == incarnation && delta.version() == version + 1;
    }

    /** The roster after a delta for which {@link #isFollowedBy} holds. */
    public Roster after(RosterDelta delta) {
        return after(delta, shown(delta));
    }

    /** The same for one who knows what {@link #shown} says. */
    public Roster after(RosterDelta delta, RosterDelta shown) {
        RosterDraft draft = draft();
        delta.left().forEach(departure -> draft.remove(departure.member().session()));
        delta.joined().forEach(draft::put);
        delta.updated().forEach(draft::put);
        RoomRules changed = delta.rules();
        // What cancels out in a merged change may have been told elsewhere.
        long seen = shown.isEmpty() && isFollowedBy(delta) ? shownVersion : delta.version();
        return new Roster(incarnation, delta.version(), seen, draft, changed == null ? rules : changed);
    }

    /**
     * What members who know this roster are told of a delta: not that a session has moved, nor who waits, is hidden or banned; who is
     * let in from the lobby has joined. Empty if there is nothing.
     */
    public RosterDelta shown(RosterDelta delta) {
        return ShownDelta.of(this, delta);
    }

    /** Whether a delta is about somebody who waits, or did. */
    public boolean isLobbyChangedBy(RosterDelta delta) {
        return delta.joined().stream().anyMatch(Member::waits)
                || delta.left().stream()
                        .anyMatch(departure -> departure.member().waits()
                                || lobby.containsKey(departure.member().session()))
                || delta.updated().stream().anyMatch(member -> member.waits() || lobby.containsKey(member.session()));
    }

    /** Whether a delta is about somebody who is hidden, or was. */
    boolean isHiddenIn(RosterDelta delta) {
        return delta.joined().stream().anyMatch(Member::isHidden)
                || delta.left().stream()
                        .anyMatch(departure -> departure.member().isHidden());
    }

    /**
     * Whether somebody has come of which members see nothing: a member that had left, or one that is hidden. Its signals wait for
     * the version all the same.
     */
    public boolean isComeUnseenIn(RosterDelta delta) {
        return delta.joined().stream().anyMatch(Member::isHidden)
                || delta.updated().stream().anyMatch(member -> {
                    Member old = member.waits() ? null : seat(member.session());
                    return old != null && old.joinVersion() != member.joinVersion();
                });
    }

    /** What takes this roster to a later one that need not be the next. */
    public RosterDelta difference(Roster later) {
        return RosterDifference.of(this, later);
    }
}
