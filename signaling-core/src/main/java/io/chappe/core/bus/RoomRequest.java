package io.chappe.core.bus;

import io.chappe.core.model.Entry;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.MemberState;
import io.chappe.core.model.Moderation;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.RoomRules;
import io.chappe.core.model.RosterStamp;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.Standing;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway asks of the room service. All are idempotent: asked twice, perhaps of two services, they have
 * happened once, which the second answer to {@link Moderate} may not tell. {@code home} is the node that asks, as long as it
 * holds its lease.
 */
public sealed interface RoomRequest {
    /** The room that it is about; null for several. */
    default @Nullable RoomKey room() {
        return null;
    }

    /** The session that it is about; null for none, or for several. */
    default @Nullable SessionId session() {
        return null;
    }

    /**
     * Becomes a member; a member already keeps its place. Answer: {@link RoomAnswer.Joined}, {@link RoomAnswer.Changed} to
     * one that has a copy of the room, or where the room is long, {@link RoomAnswer.Superseded},
     * {@link RoomAnswer.LeaseLost} or {@link RoomAnswer.Refused}.
     *
     * @param sequence of what this generation of the session does in rooms, from 1: a join that comes after a later leave
     *     is superseded
     * @param hasCopy whether the asking node knows the room, so that the change is all that it has to be told
     */
    record Join(
            RoomKey room,
            SessionId session,
            PeerId peer,
            NodeLife home,
            long generation,
            long sequence,
            RawJson meta,
            Entry entry,
            boolean hasCopy)
            implements RoomRequest {}

    /**
     * A member is at a new home, of a new generation; clients see nothing of it. Answer: as to {@link Join}; a
     * {@link RoomAnswer.Found} without a roster if it is no member.
     *
     * @param hasCopy see {@link Join}
     */
    record Move(RoomKey room, SessionId session, PeerId peer, NodeLife home, long generation, boolean hasCopy)
            implements RoomRequest {}

    /**
     * Shows a member as reconnecting, or as online again. Answer: {@link RoomAnswer.Changed} or
     * {@link RoomAnswer.Superseded}.
     */
    record Mark(RoomKey room, SessionId session, NodeLife home, long generation, MemberState state)
            implements RoomRequest {}

    /**
     * Stops being a member; one of a higher generation stays. Answer: {@link RoomAnswer.Changed}.
     *
     * @param sequence see {@link Join}
     */
    record Leave(
            RoomKey room,
            SessionId session,
            PeerId peer,
            NodeLife home,
            long generation,
            long sequence,
            LeaveReason reason)
            implements RoomRequest {}

    /**
     * Tells the others something new about a member. Answer: {@link RoomAnswer.Changed} or
     * {@link RoomAnswer.Superseded}.
     */
    record Update(RoomKey room, SessionId session, NodeLife home, long generation, RawJson meta)
            implements RoomRequest {}

    /**
     * These sessions of the asking node are members, which the store may not know, or not as they are now. Answer:
     * {@link RoomAnswer.Changed} or {@link RoomAnswer.LeaseLost}.
     *
     * @param version of the room that the node knows; what the room says from now on is above it
     * @param seats at most {@link #MAX_SEATS}
     * @param rules of the room that the node knows; they are taken if a moderator has changed them later than the store's,
     *     and one of the seats is in the room
     */
    record RestoreSeats(RoomKey room, NodeLife home, long version, List<HeldSeat> seats, RoomRules rules)
            implements RoomRequest {
        public static final int MAX_SEATS = 50;

        public RestoreSeats {
            seats = List.copyOf(seats);
        }
    }

    /** A member, as its gateway has it. */
    record HeldSeat(
            SessionId session,
            PeerId peer,
            long generation,
            long sequence,
            MemberState state,
            RawJson meta,
            Standing standing) {
        void write(WireWriter out) {
            Wire.session(out, session);
            out.text(peer.value()).number(generation).number(sequence);
            Wire.memberState(out, state);
            out.json(meta);
            RosterWire.standing(out, standing);
        }

        static HeldSeat read(WireReader in) {
            return new HeldSeat(
                    Wire.session(in),
                    new PeerId(in.text()),
                    in.number(),
                    in.number(),
                    Wire.memberState(in),
                    in.json().compact(),
                    RosterWire.standing(in));
        }
    }

    /**
     * A member moderates; the gateway has made sure that it may. Answer: {@link RoomAnswer.Changed},
     * {@link RoomAnswer.Superseded} or {@link RoomAnswer.Refused}. To kick or to deny is refused when it is asked again, because
     * nobody remembers which sessions are out: after a refusal the room is to be fetched. Who was called before for the same is
     * answered by {@link RoomAnswer.Found}.
     */
    record Moderate(RoomKey room, SessionId session, NodeLife home, long generation, Moderation moderation)
            implements RoomRequest {}

    /**
     * A session that is called to another room is about to go there, so that nobody else calls it; or does not go, so that it
     * stays. Answer: {@link RoomAnswer.Changed}, {@link RoomAnswer.Superseded} or, if it goes and the call is
     * over or another, {@link RoomAnswer.Refused}.
     *
     * @param to where it is called to
     * @param refusal why it does not go; null if it goes
     */
    record Follow(
            RoomKey room,
            SessionId session,
            NodeLife home,
            long generation,
            RoomId to,
            @Nullable ErrorCode refusal) implements RoomRequest {}

    /**
     * What is the room like? Answer: {@link RoomAnswer.Found}, or if that is too long for one message its first
     * {@link RoomAnswer.Part}, after which the others are to be asked for within 5 s, of the same service.
     *
     * @param answer of which this is to be the next part; 0 for a new one
     * @param offset from which on it is wanted
     */
    record Fetch(RoomKey room, long answer, int offset) implements RoomRequest {
        public Fetch(RoomKey room) {
            this(room, 0, 0);
        }
    }

    /** Which of these copies of rosters are not the store's? Answer: {@link RoomAnswer.Differing}. */
    record Compare(List<Copy> copies) implements RoomRequest {}

    /** A node's copy of a roster. */
    record Copy(RoomKey room, RosterStamp stamp) {
        void write(WireWriter out) {
            Wire.room(out, room);
            RosterWire.stamp(out, stamp);
        }

        static Copy read(WireReader in) {
            return new Copy(Wire.room(in), RosterWire.stamp(in));
        }
    }

    default Buffer encode() {
        return RoomRequestCodec.encode(this);
    }

    /**
     * @throws WireException for anything that is not one
     */
    static RoomRequest decode(Buffer buffer) {
        return RoomRequestCodec.decode(buffer);
    }
}
