package io.chappe.core.bus;

import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.Roster;
import io.chappe.core.model.RosterDelta;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the room service answers. The asking node learns of the change by this answer, all others by an event. */
public sealed interface RoomAnswer {
    /** The room as it is with the new member. */
    record Joined(Roster roster) implements RoomAnswer {}

    /** What has changed; null if nothing has. */
    record Changed(@Nullable RosterDelta delta) implements RoomAnswer {}

    /** The room as it is; null if nobody is in it. */
    record Found(@Nullable Roster roster) implements RoomAnswer {}

    /**
     * A part of an answer that is too long for one message.
     *
     * @param answer by which the next part is asked for; never 0
     * @param total bytes of the answer
     */
    record Part(long answer, int total, Buffer bytes) implements RoomAnswer {}

    /** The rooms whose copies are not the store's. */
    record Differing(List<RoomKey> rooms) implements RoomAnswer {}

    /** Nothing was done: the asking node's life is over, it must start a new one. */
    record LeaseLost() implements RoomAnswer {}

    /** Nothing was done: another gateway has taken the session over since, or it has left since. */
    record Superseded() implements RoomAnswer {}

    /** Nothing was done. */
    record Refused(ErrorCode code, String message) implements RoomAnswer {}

    default Buffer encode() {
        return RoomAnswerCodec.encode(this);
    }

    /**
     * @throws WireException for anything that is not one
     */
    static RoomAnswer decode(Buffer buffer) {
        return RoomAnswerCodec.decode(buffer);
    }
}
