package io.chappe.presence;

import io.chappe.core.bus.RoomAnswer;
import io.chappe.core.bus.RoomRequest;
import io.chappe.core.model.ErrorCode;
import io.chappe.presence.bus.Endpoint;
import io.chappe.presence.rooms.Rooms;
import io.vertx.core.Future;

/** Answers {@code rooms.<nodeId>}. */
final class RoomEndpoint {
    /** One look at the store each, all at once. */
    private static final int MAX_COPIES = 1_000;

    private final Rooms rooms;

    private RoomEndpoint(Rooms rooms) {
        this.rooms = rooms;
    }

    static Endpoint<RoomRequest, RoomAnswer> of(Rooms rooms) {
        return new Endpoint<>(
                RoomRequest::decode,
                new RoomEndpoint(rooms)::handle,
                RoomAnswer::encode,
                RoomAnswer.Refused::new,
                RoomEndpoint::outcome);
    }

    private Future<RoomAnswer> handle(RoomRequest request) {
        if (request instanceof RoomRequest.Join join) {
            return rooms.join(join);
        } else if (request instanceof RoomRequest.Leave leave) {
            return rooms.leave(leave);
        } else if (request instanceof RoomRequest.Move move) {
            return rooms.move(move);
        } else if (request instanceof RoomRequest.Mark mark) {
            return rooms.mark(mark);
        } else if (request instanceof RoomRequest.Update update) {
            return rooms.update(update);
        } else if (request instanceof RoomRequest.Fetch fetch) {
            return rooms.fetch(fetch.room());
        }
        RoomRequest.Compare compare = (RoomRequest.Compare) request;
        return compare.copies().size() > MAX_COPIES
                ? Future.succeededFuture(new RoomAnswer.Refused(
                        ErrorCode.BAD_REQUEST, "compare at most " + MAX_COPIES + " copies at once"))
                : rooms.compare(compare.copies());
    }

    private static String outcome(RoomAnswer answer) {
        if (answer instanceof RoomAnswer.Refused refused) {
            return refused.code().wireName();
        } else if (answer instanceof RoomAnswer.LeaseLost) {
            return "lease_lost";
        }
        return answer instanceof RoomAnswer.Superseded ? "superseded" : "done";
    }
}
