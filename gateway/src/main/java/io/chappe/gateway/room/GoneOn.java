package io.chappe.gateway.room;

import io.chappe.core.model.Member;
import io.chappe.core.model.SessionId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The sessions that have gone on from this gateway to another one, for a while. A session is taken over first, and then its
 * rooms hear of it: in between they say that it is here, and it is not. From any thread.
 */
final class GoneOn {
    /** A room whose part of the store is away hears of it late. Who is still said to be here then never arrived. */
    private static final long LONGEST_NS = TimeUnit.SECONDS.toNanos(60);

    private record Gone(long generation, long since) {}

    private final LongSupplier clock;
    private final Map<SessionId, Gone> sessions = new ConcurrentHashMap<>();

    /**
     * @param clock monotonic, in ns
     */
    GoneOn(LongSupplier clock) {
        this.clock = clock;
    }

    void note(LocalMember member) {
        sessions.merge(
                member.id(),
                new Gone(member.generation(), clock.getAsLong()),
                (before, now) -> before.generation > now.generation ? before : now);
    }

    /** Whether a member who is said to be here may be on its way. */
    boolean has(Member member) {
        Gone gone = sessions.get(member.session());
        return gone != null && gone.generation >= member.generation() && !isLongAgo(gone);
    }

    /** Forgets what is long ago. */
    void tidy() {
        sessions.values().removeIf(this::isLongAgo);
    }

    private boolean isLongAgo(Gone gone) {
        return clock.getAsLong() - gone.since > LONGEST_NS;
    }
}
