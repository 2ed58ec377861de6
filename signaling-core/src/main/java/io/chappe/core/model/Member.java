package io.chappe.core.model;

import java.nio.charset.StandardCharsets;

/**
 * One entry of a roster.
 *
 * @param home where the session is: a hint for routing; the session's own gateway is the truth
 * @param joinVersion the room's version at which this session became a member
 * @param meta what the peer tells the others about itself
 */
public record Member(SessionId session, PeerId peer, NodeLife home, long joinVersion, RawJson meta) {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    public NodeId node() {
        return home.node();
    }

    public Member withMeta(RawJson changed) {
        return new Member(session, peer, home, joinVersion, changed);
    }

    /** This member's share of a roster's digest: FNV-1a (64 bit) over session and meta. */
    public long digest() {
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
