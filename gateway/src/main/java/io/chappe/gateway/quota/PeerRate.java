package io.chappe.gateway.quota;

import io.chappe.gateway.limit.SharedRate;
import io.chappe.node.limit.Rate;
import org.jspecify.annotations.Nullable;

/**
 * How fast a peer sends on this gateway, whichever of its sockets it uses. The rate of one socket is enough for a peer that has
 * had no other: it costs nothing until there is a second one. From any thread, but for {@link #began} and {@link #ended}, which
 * take turns.
 */
public final class PeerRate {
    private final PeerLimit limit;
    private int sessions = 1;
    private volatile @Nullable Shared shared;

    /** What its sockets have in common. */
    private record Shared(SharedRate messages, SharedRate bytes) {}

    PeerRate(PeerLimit limit) {
        this.limit = limit;
    }

    /** One more session of it, or the same one anew. */
    PeerRate began() {
        sessions++;
        if (shared == null) {
            long now = limit.now();
            shared = new Shared(new SharedRate(limit.messages(), now), new SharedRate(limit.bytes(), now));
        }
        return this;
    }

    /** One session less; null for the last. */
    @Nullable PeerRate ended() {
        return --sessions == 0 ? null : this;
    }

    /**
     * Takes a message, if it is not too much.
     *
     * @return 0 if it is taken; else in how many milliseconds it may be
     */
    public long waitMs(int length) {
        Shared both = shared;
        if (both == null) {
            return 0;
        }
        long now = limit.now();
        long waitNs = Math.max(both.messages.waitNs(now), both.bytes.waitNs(now));
        if (waitNs <= 0) {
            both.messages.add(now, 1);
            both.bytes.add(now, length);
        }
        return Rate.toMs(waitNs);
    }

    /** Charges for what a message that was taken makes us send besides. */
    public void charge(long more) {
        Shared both = shared;
        if (both != null) {
            both.bytes.add(limit.now(), more);
        }
    }
}
