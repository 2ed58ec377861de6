package io.chappe.core.model;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;

/**
 * One entry of a roster.
 *
 * @param home where the session is: a hint for routing; the session's record is the truth
 * @param generation of the session: one more at each take-over by a gateway
 * @param joinVersion the room's version at which this session became a member; a move keeps it
 * @param meta what the peer tells the others about itself
 * @param standing what the server vouches for
 */
public record Member(
        SessionId session,
        PeerId peer,
        NodeLife home,
        long generation,
        long joinVersion,
        MemberState state,
        RawJson meta,
        Standing standing) {
    /** Those who were put back together have come together. */
    static final Comparator<Member> BY_ARRIVAL = Comparator.comparingLong(Member::joinVersion)
            .thenComparing(member -> member.session().value());

    /** One of whom the server knows nothing special. */
    public Member(
            SessionId session,
            PeerId peer,
            NodeLife home,
            long generation,
            long joinVersion,
            MemberState state,
            RawJson meta) {
        this(session, peer, home, generation, joinVersion, state, meta, Standing.PLAIN);
    }

    public NodeId node() {
        return home.node();
    }

    /** The same member with ids that somebody has already, so that they are kept once. */
    public Member named(SessionId itsSession, PeerId itsPeer) {
        return new Member(itsSession, itsPeer, home, generation, joinVersion, state, meta, standing);
    }

    /** Whether it is in the lobby, and no member yet. */
    public boolean waits() {
        return standing.waits();
    }

    /** Whether it is a member, and no other member is to see it. */
    public boolean isHidden() {
        return standing.hidden() && !standing.waits();
    }

    /** Whether the members of its room see it. */
    public boolean isSeen() {
        return !standing.waits() && !standing.hidden();
    }

    public Member withMeta(RawJson changed) {
        return new Member(session, peer, home, generation, joinVersion, state, changed, standing);
    }

    public Member withState(MemberState changed) {
        return new Member(session, peer, home, generation, joinVersion, changed, meta, standing);
    }

    public Member withStanding(Standing changed) {
        return new Member(session, peer, home, generation, joinVersion, state, meta, changed);
    }

    /** The same member once it has been let in from the lobby. */
    public Member admittedAt(long version) {
        return new Member(session, peer, home, generation, version, state, meta, standing.admitted());
    }

    /** The same member after a gateway has taken its session over. */
    public Member movedTo(NodeLife newHome, long newGeneration) {
        return new Member(session, peer, newHome, newGeneration, joinVersion, MemberState.ONLINE, meta, standing);
    }

    /** Whether clients see no difference: where a session is, how often it moved and whereto it is called is not told to them. */
    public boolean looksLike(Member other) {
        return session.equals(other.session)
                && state == other.state
                && meta.equals(other.meta)
                && standing.looksLike(other.standing);
    }

    /**
     * This member's share of a roster's digest: FNV-1a (64 bit) over session, meta, generation, state and lobby, and the room
     * that it is called to, and what its token adds. What changes without the member's doing comes last, so that a store goes on from {@link #contentHash}
     * without reading the meta.
     */
    public long digest() {
        long hash = contentHash(session, meta);
        for (int shift = 56; shift >= 0; shift -= 8) {
            hash = Fnv.hash(hash, (int) (generation >>> shift));
        }
        int shown = (state == MemberState.ONLINE ? 0 : 1) | (waits() ? 2 : 0);
        hash = Fnv.hash(hash, shown);
        Call call = standing.call();
        if (call != null) {
            byte[] to = call.to().value().getBytes(StandardCharsets.UTF_8);
            hash = Fnv.hash(hash, to, 0, to.length);
        }
        return hash + standing.tokenHash(session);
    }

    /** What {@link #digest} begins with. */
    public static long contentHash(SessionId session, RawJson meta) {
        byte[] id = session.value().getBytes(StandardCharsets.UTF_8);
        long hash = Fnv.hash(Fnv.OFFSET, id, 0, id.length);
        return Fnv.hash(hash, meta.array(), meta.offset(), meta.length());
    }
}
