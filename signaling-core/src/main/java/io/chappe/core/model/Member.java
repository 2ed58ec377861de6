package io.chappe.core.model;

import java.nio.charset.StandardCharsets;

/**
 * One entry of a roster.
 *
 * @param home where the session is: a hint for routing; the session's record is the truth
 * @param generation of the session: one more at each take-over by a gateway
 * @param joinVersion the room's version at which this session became a member; a move keeps it
 * @param meta what the peer tells the others about itself
 */
public record Member(
        SessionId session,
        PeerId peer,
        NodeLife home,
        long generation,
        long joinVersion,
        MemberState state,
        RawJson meta) {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    public NodeId node() {
        return home.node();
    }

    /** The same member with ids that somebody has already, so that they are kept once. */
    public Member named(SessionId itsSession, PeerId itsPeer) {
        return new Member(itsSession, itsPeer, home, generation, joinVersion, state, meta);
    }

    public Member withMeta(RawJson changed) {
        return new Member(session, peer, home, generation, joinVersion, state, changed);
    }

    public Member withState(MemberState changed) {
        return new Member(session, peer, home, generation, joinVersion, changed, meta);
    }

    /** The same member after a gateway has taken its session over. */
    public Member movedTo(NodeLife newHome, long newGeneration) {
        return new Member(session, peer, newHome, newGeneration, joinVersion, MemberState.ONLINE, meta);
    }

    /** Whether clients see no difference: where a session is and how often it moved is not told to them. */
    public boolean looksLike(Member other) {
        return session.equals(other.session) && state == other.state && meta.equals(other.meta);
    }

    /**
     * This member's share of a roster's digest: FNV-1a (64 bit) over session, meta, generation and state. What changes
     * without the member's doing comes last, so that a store goes on from {@link #contentHash} without reading the meta.
     */
    public long digest() {
        long hash = contentHash(session, meta);
        for (int shift = 56; shift >= 0; shift -= 8) {
            hash = (hash ^ (generation >>> shift & 0xff)) * FNV_PRIME;
        }
        return (hash ^ (state == MemberState.ONLINE ? 0 : 1)) * FNV_PRIME;
    }

    /** What {@link #digest} begins with. */
    public static long contentHash(SessionId session, RawJson meta) {
        byte[] id = session.value().getBytes(StandardCharsets.UTF_8);
        long hash = fnv(FNV_OFFSET, id, 0, id.length);
        return fnv(hash, meta.array(), meta.offset(), meta.length());
    }

    private static long fnv(long seed, byte[] bytes, int offset, int length) {
        long hash = seed;
        for (int i = offset; i < offset + length; i++) {
            hash = (hash ^ (bytes[i] & 0xff)) * FNV_PRIME;
        }
        return hash;
    }
}
