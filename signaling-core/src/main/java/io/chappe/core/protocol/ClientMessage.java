package io.chappe.core.protocol;

import io.chappe.core.model.Moderation;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.TenantId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a client sends: one of these per text frame. */
public sealed interface ClientMessage {
    /**
     * Opens the session, or goes on with one; first and alone.
     *
     * @param acks whether this client acknowledges signals that want it
     * @param traceparent what its page traces, as it says it: see {@link io.chappe.core.model.TraceContext}
     */
    record Hello(
            @Nullable TenantId tenant,
            @Nullable PeerId peer,
            @Nullable String token,
            @Nullable Resume resume,
            boolean acks,
            @Nullable String traceparent)
            implements ClientMessage {
        /** The token is a secret. */
        @Override
        public String toString() {
            return "Hello[tenant=" + tenant + ", peer=" + peer + ", resume=" + resume + ", acks=" + acks + "]";
        }
    }

    /** Asks for something; answered exactly once, under its id. */
    sealed interface Request extends ClientMessage {
        long id();
    }

    record Join(long id, RoomId room, RawJson meta) implements Request {}

    record Leave(long id, RoomId room) implements Request {}

    /**
     * Tells members something new about this session.
     *
     * @param room null for all rooms that it is in
     */
    record Update(long id, @Nullable RoomId room, RawJson meta) implements Request {}

    /** Moderates a room. */
    record Moderate(long id, RoomId room, Moderation moderation) implements Request {}

    /**
     * Calls one who waits in a queue to a room of their own.
     *
     * @param session null for the next
     */
    record Take(long id, RoomId room, @Nullable SessionId session) implements Request {}

    /** Calls somebody who is in a room, or waits for it, to another room. */
    record Move(long id, RoomId room, SessionId session, RoomId to) implements Request {}

    /** Asks a member to mute itself. */
    record Mute(long id, RoomId room, SessionId session) implements Request {
        /** Of the signal that it makes. */
        public static final String KIND = "request-mute";
    }

    record Watch(long id, List<PeerId> peers) implements Request {}

    record Unwatch(long id, List<PeerId> peers) implements Request {}

    /** Brings the token that is to count from now on. */
    record Refresh(long id, String token) implements Request {
        /** The token is a secret. */
        @Override
        public String toString() {
            return "Refresh[id=" + id + "]";
        }
    }

    /**
     * Something for another session.
     *
     * @param id 0 if no answer is wanted
     * @param prev id of the previous signal to this target that wanted a receipt, or 0 for none
     * @param timeoutMs until when the answer is due
     * @param traceparent as that of {@link Hello}, for what this signal is part of; it is not relayed
     */
    record Signal(
            long id,
            Target to,
            String kind,
            RawJson data,
            Want want,
            long prev,
            int timeoutMs,
            @Nullable String traceparent)
            implements ClientMessage {}

    /** This client has got a signal that wanted a receipt. */
    record Ack(SessionId from, long id) implements ClientMessage {}

    /**
     * How a connection to another session goes that this client has with it; nobody answers.
     *
     * @param data an object
     */
    record Report(SessionId session, RawJson data) implements ClientMessage {}

    record Ping() implements ClientMessage {}

    record Bye() implements ClientMessage {}
}
