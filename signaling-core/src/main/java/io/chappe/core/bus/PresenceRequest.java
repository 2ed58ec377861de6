package io.chappe.core.bus;

import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.SecretHash;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.SessionLimit;
import io.chappe.core.model.TenantId;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a gateway asks of the presence service. All are idempotent. */
public sealed interface PresenceRequest {
    /** The node the request is from, as long as it holds its lease. */
    NodeLife home();

    /** The peer that it is about; null for none. */
    default @Nullable PeerKey peer() {
        return null;
    }

    /** The session that it is about; null for none. */
    default @Nullable SessionId session() {
        return null;
    }

    /** Begins a lease. Answer: {@link PresenceAnswer.Leased}. */
    record OpenLease(NodeLife home) implements PresenceRequest {}

    /**
     * Answer: {@link PresenceAnswer.Leased}; {@link PresenceAnswer.LeaseLost}: the node must start a new life, without its
     * sessions; or {@link PresenceAnswer.StoreChanged}: with its sessions.
     *
     * @param store the incarnation under which the lease was granted
     * @param looks the highest that was told with it
     * @param report null where there is nothing new to tell
     */
    record RenewLease(
            NodeLife home, long store, long looks, @Nullable NodeReport report) implements PresenceRequest {}

    /** The node ends; what it still holds is swept at once. Answer: {@link PresenceAnswer.Done}. */
    record CloseLease(NodeLife home) implements PresenceRequest {}

    /**
     * A peer has one session more, of generation 1. Answer: {@link PresenceAnswer.Done}, {@link PresenceAnswer.LeaseLost},
     * or {@link PresenceAnswer.Refused} as forbidden: it has as many as it may.
     *
     * @param windowMs how long it may be resumed after its socket or its node is lost
     * @param limit for all sessions of the peer, this one included
     */
    record OpenSession(
            NodeLife home, PeerKey peer, SessionId session, SecretHash secret, long windowMs, SessionLimit limit)
            implements PresenceRequest {}

    /**
     * This node has a session that the store may have lost. Answer: {@link PresenceAnswer.Done},
     * {@link PresenceAnswer.Superseded}: another node has it, or it has ended; or {@link PresenceAnswer.LeaseLost}.
     *
     * @param lostForMs for how long it has had no socket; {@link #HAS_SOCKET} if it has one
     */
    record RestoreSession(
            NodeLife home,
            PeerKey peer,
            SessionId session,
            long generation,
            SecretHash secret,
            long windowMs,
            long lostForMs)
            implements PresenceRequest {
        public static final long HAS_SOCKET = -1;

        public boolean isLost() {
            return lostForMs != HAS_SOCKET;
        }
    }

    /**
     * All that this node has is restored. Answer: {@link PresenceAnswer.Done}.
     *
     * @param previous the node's life before, of which nothing that is left lives: it is removed at once; null for none
     */
    record EndRestoration(NodeLife home, @Nullable NodeLife previous) implements PresenceRequest {}

    /**
     * A client resumes a session on this node. Answer: {@link PresenceAnswer.Taken}, {@link PresenceAnswer.NoSuchSession}
     * (also for a wrong secret, and for a session past its window) or {@link PresenceAnswer.LeaseLost}.
     *
     * @param attempt random; asked again with the same one, the answer is the same
     */
    record TakeSession(NodeLife home, PeerKey peer, SessionId session, SecretHash secret, long attempt)
            implements PresenceRequest {}

    /**
     * A session's socket is lost; its resume window has begun so long ago. Answer: {@link PresenceAnswer.Done},
     * {@link PresenceAnswer.NoSuchSession} or {@link PresenceAnswer.Superseded}.
     */
    record LoseSession(NodeLife home, PeerKey peer, SessionId session, long generation, long sinceMs)
            implements PresenceRequest {}

    /**
     * A session is over; one of a higher generation stays. Answer: {@link PresenceAnswer.Done}.
     */
    record EndSession(NodeLife home, PeerKey peer, SessionId session, long generation) implements PresenceRequest {}

    /** Where is a session? Answer: {@link PresenceAnswer.Located} or {@link PresenceAnswer.NoSuchSession}. */
    record Locate(NodeLife home, PeerKey peer, SessionId session) implements PresenceRequest {}

    /**
     * What every gateway must know and has been written after a version. Answer: {@link PresenceAnswer.Notified}.
     *
     * @param version up to which the node knows all
     */
    record NoticesAfter(NodeLife home, long version) implements PresenceRequest {}

    /**
     * Every gateway must know this, in the place of what there is of its subject. Answer: {@link PresenceAnswer.Done}, or
     * {@link PresenceAnswer.Refused} as too large: it is too long, or there are too many subjects.
     *
     * @param keepMs how long it is kept; {@link Notice#FOR_EVER}
     */
    record PutNotice(NodeLife home, String subject, String content, long keepMs) implements PresenceRequest {
        /** Without the content: there may be keys in it. */
        @Override
        public String toString() {
            return "PutNotice[" + subject + "]";
        }
    }

    /** What this node knows and the store may have lost. Answer: {@link PresenceAnswer.Done}. */
    record RestoreNotices(NodeLife home, List<Notice> notices) implements PresenceRequest {
        public RestoreNotices {
            notices = List.copyOf(notices);
        }
    }

    /**
     * What tenants have used of this node. Answer: {@link PresenceAnswer.Done}.
     *
     * @param number of what the node says of this, each time a greater one; what is said again under one number counts once
     * @param records at most {@value #MOST}, each of another tenant
     */
    record AddUsage(NodeLife home, long number, List<UsageRecord> records) implements PresenceRequest {
        /** So many a request: more of them are several requests. */
        public static final int MOST = 256;

        public AddUsage {
            if (records.size() > MOST) {
                throw new IllegalArgumentException("the usage of " + records.size() + " tenants");
            }
            records = List.copyOf(records);
        }
    }

    /**
     * What has happened while calls of a tenant were set up. Answer: {@link PresenceAnswer.Done}.
     *
     * @param facts at most {@value #MOST}
     */
    record NoteCalls(NodeLife home, TenantId tenant, List<CallFact> facts) implements PresenceRequest {
        /** So many a request: more of them are several requests. */
        public static final int MOST = 200;

        public NoteCalls {
            if (facts.size() > MOST) {
                throw new IllegalArgumentException(facts.size() + " facts");
            }
            facts = List.copyOf(facts);
        }
    }

    /** The node wants to hear of a peer. Answer: {@link PresenceAnswer.Known} or {@link PresenceAnswer.LeaseLost}. */
    record Watch(NodeLife home, PeerKey peer) implements PresenceRequest {}

    /** Answer: {@link PresenceAnswer.Done}. */
    record Unwatch(NodeLife home, PeerKey peer) implements PresenceRequest {}

    default Buffer encode() {
        return PresenceRequestCodec.encode(this);
    }

    /**
     * @throws WireException for anything that is not one
     */
    static PresenceRequest decode(Buffer buffer) {
        return PresenceRequestCodec.decode(buffer);
    }
}
