package io.chappe.gateway.session;

import io.chappe.core.bus.Envelope;
import io.chappe.core.bus.HandOver;
import io.chappe.core.bus.PresenceAnswer;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.SecretHash;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.SessionLimit;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cluster, as sessions need it. From any event loop; the answers come on any. What fails does so with a {@link
 * io.chappe.gateway.room.RefusedException}.
 */
public interface SessionServices {
    /** Makes a session known, with generation 1; {@link io.chappe.core.model.ErrorCode#FORBIDDEN} where its peer has enough. */
    Future<Void> open(PeerKey peer, SessionId session, SecretHash secret, Duration window, SessionLimit limit);

    /** Takes a session over from whoever has it; null if it does not exist, or not for that peer and secret. */
    Future<PresenceAnswer.@Nullable Taken> take(PeerKey peer, SessionId session, SecretHash secret);

    /**
     * Says that a session has lost its socket.
     *
     * @param ago when, in ms
     * @return false if the store does not have it as this gateway does: another one may have it, or its record is lost
     */
    Future<Boolean> lost(PeerKey peer, SessionId session, long generation, Duration ago);

    /**
     * Puts back a session that the store may have lost.
     *
     * @return false if another gateway has it, or it has ended
     */
    Future<Boolean> restore(SessionClaim claim);

    /** How long the store has been there without a break, as far as this gateway knows; zero if it is not there now. */
    Duration steadyFor();

    /** Says that a session has ended, and does not give up before it has been heard; nobody waits for it. */
    void ended(PeerKey peer, SessionId session, long generation);

    /** Tells a gateway that it does not hold a session any more; what it had for it, as far as it says so in time. */
    Future<List<Envelope>> handOver(NodeId holder, HandOver taken);
}
