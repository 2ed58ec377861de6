package io.chappe.gateway.room;

import io.chappe.core.bus.RoomAnswer;
import io.chappe.core.bus.RoomRequest;
import io.chappe.core.bus.WireException;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.Roster;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** Fetches rosters from the room services, in parts where they are too long for one message. From any event loop. */
record RosterFetch(RoomServices services) {
    private static final int MOST_BYTES = 256 << 20;

    /** The store's roster; null if nobody is in the room. */
    Future<@Nullable Roster> of(RoomKey room) {
        return services.ask(room, new RoomRequest.Fetch(room)).compose(answer -> take(room, Buffer.buffer(), answer));
    }

    private Future<@Nullable Roster> take(RoomKey room, Buffer before, RoomAnswer answer) {
        if (answer instanceof RoomAnswer.Found found) {
            return Future.succeededFuture(found.roster());
        }
        if (!(answer instanceof RoomAnswer.Part part) || part.bytes().length() == 0 || part.total() > MOST_BYTES) {
            return Future.failedFuture(RefusedException.of(answer, null));
        }
        Buffer more = before.appendBuffer(part.bytes());
        return more.length() < part.total()
                ? services.ask(room, new RoomRequest.Fetch(room, part.answer(), more.length()))
                        .compose(next -> take(room, more, next))
                : whole(more);
    }

    private static Future<@Nullable Roster> whole(Buffer bytes) {
        try {
            return RoomAnswer.decode(bytes) instanceof RoomAnswer.Found found
                    ? Future.succeededFuture(found.roster())
                    : Future.failedFuture(RefusedException.unavailable("a room service answers with something else"));
        } catch (WireException e) {
            return Future.failedFuture(e);
        }
    }
}
