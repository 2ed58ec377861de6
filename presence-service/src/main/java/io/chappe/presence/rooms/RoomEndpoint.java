package io.chappe.presence.rooms;

import io.chappe.core.bus.RoomAnswer;
import io.chappe.core.bus.RoomRequest;
import io.chappe.core.model.ErrorCode;
import io.chappe.presence.bus.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** Answers {@code rooms.<nodeId>}. */
public final class RoomEndpoint implements Endpoint<RoomRequest, RoomAnswer> {
    /** One look at the store each, all at once. */
    private static final int MAX_COPIES = 1_000;

    private final Rooms rooms;

    public RoomEndpoint(Rooms rooms) {
        this.rooms = rooms;
    }

    @Override
    public RoomRequest decode(Buffer body) {
        return RoomRequest.decode(body);
    }

    @Override
    public Future<RoomAnswer> handle(RoomRequest request) {
        if (request instanceof RoomRequest.Join join) {
            return rooms.join(join);
        } else if (request instanceof RoomRequest.Leave leave) {
            return rooms.leave(leave);
        } else if (request instanceof RoomRequest.Update update) {
            return rooms.update(update);
        } else if (request instanceof RoomRequest.Fetch fetch) {
            return rooms.fetch(fetch.room());
        }
        if (!(request instanceof RoomRequest.Compare compare)) {
            return Future.succeededFuture(refused(ErrorCode.UNAVAILABLE, "members cannot be moved yet"));
        }
        return compare.copies().size() > MAX_COPIES
                ? Future.succeededFuture(
                        refused(ErrorCode.BAD_REQUEST, "compare at most " + MAX_COPIES + " copies at once"))
                : rooms.compare(compare.copies());
    }

    @Override
    public Buffer encode(RoomAnswer answer) {
        return answer.encode();
    }

    @Override
    public RoomAnswer refused(ErrorCode code, String message) {
        return new RoomAnswer.Refused(code, message);
    }

    @Override
    public String outcome(RoomAnswer answer) {
        if (answer instanceof RoomAnswer.Refused refused) {
            return refused.code().wireName();
        }
        return answer instanceof RoomAnswer.LeaseLost ? "lease_lost" : "done";
    }
}
