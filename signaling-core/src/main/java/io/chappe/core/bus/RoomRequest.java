package io.chappe.core.bus;

import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.RosterStamp;
import io.chappe.core.model.SessionId;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * What a gateway asks of the room service. All are idempotent: asked twice, perhaps of two services, they have
 * happened once.
 */
public sealed interface RoomRequest {
    /** Becomes a member; a member already keeps its place. Answer: {@link RoomAnswer.Joined}, or {@link RoomAnswer.LeaseLost}. */
    record Join(RoomKey room, SessionId session, PeerId peer, NodeLife home, RawJson meta) implements RoomRequest {}

    /** Stops being a member, if it still is from this home. Answer: {@link RoomAnswer.Changed}. */
    record Leave(RoomKey room, SessionId session, NodeLife home, LeaveReason reason) implements RoomRequest {}

    /** Tells the others something new about itself, if it is a member from this home. Answer: {@link RoomAnswer.Changed}. */
    record Update(RoomKey room, SessionId session, NodeLife home, RawJson meta) implements RoomRequest {}

    /** Answer: {@link RoomAnswer.Found}. */
    record Fetch(RoomKey room) implements RoomRequest {}

    /** Which of these copies of rosters are not the store's? Answer: {@link RoomAnswer.Differing}. */
    record Compare(List<Copy> copies) implements RoomRequest {}

    /** A node's copy of a roster. */
    record Copy(RoomKey room, RosterStamp stamp) {
        void write(WireWriter out) {
            Wire.room(out, room);
            Wire.stamp(out, stamp);
        }

        static Copy read(WireReader in) {
            return new Copy(Wire.room(in), Wire.stamp(in));
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
