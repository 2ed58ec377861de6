package io.chappe.presence;

import io.chappe.core.bus.RoomAnswer;
import io.chappe.core.bus.RoomRequest;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.RoomKey;
import io.chappe.node.logging.About;
import io.chappe.presence.bus.Endpoint;
import io.chappe.presence.rooms.Copies;
import io.chappe.presence.rooms.Rooms;
import io.chappe.presence.store.StoreView;
import io.vertx.core.Future;
import java.util.Set;
import org.slf4j.spi.LoggingEventBuilder;

/** Answers {@code rooms.<nodeId>}. */
final class RoomEndpoint {
    /** One look at the store each, all at once. */
    private static final int MAX_COPIES = 1_000;

    /** What is asked about a room as a whole, and cannot be told while some of its members may be missing. */
    private static final Set<Class<?>> ABOUT_ALL = Set.of(
            RoomRequest.Join.class,
            RoomRequest.Move.class,
            RoomRequest.Moderate.class,
            RoomRequest.Follow.class,
            RoomRequest.Fetch.class,
            RoomRequest.Compare.class);

    private final StoreView view;
    private final Rooms rooms;
    private final Copies copies;

    private RoomEndpoint(StoreView view, Rooms rooms, Copies copies) {
        this.view = view;
        this.rooms = rooms;
        this.copies = copies;
    }

    static Endpoint<RoomRequest, RoomAnswer> of(StoreView view, Rooms rooms, Copies copies) {
        return new Endpoint<>(
                RoomRequest::decode,
                new RoomEndpoint(view, rooms, copies)::handle,
                RoomAnswer::encode,
                RoomAnswer.Refused::new,
                RoomEndpoint::outcome,
                RoomEndpoint::about);
    }

    private static LoggingEventBuilder about(LoggingEventBuilder line, RoomRequest request) {
        RoomKey room = request.room();
        return room == null ? line : About.session(About.room(line, room), request.session());
    }

    private Future<RoomAnswer> handle(RoomRequest request) {
        if (view.isRecovering() && ABOUT_ALL.contains(request.getClass())) {
            return Future.succeededFuture(
                    new RoomAnswer.Refused(ErrorCode.UNAVAILABLE, "the store is being put back together"));
        }
        if (request instanceof RoomRequest.Join join) {
            return rooms.join(join);
        } else if (request instanceof RoomRequest.Leave leave) {
            return rooms.leave(leave);
        } else if (request instanceof RoomRequest.RestoreSeats restore) {
            return restore(restore);
        } else if (request instanceof RoomRequest.Move move) {
            return rooms.move(move);
        } else if (request instanceof RoomRequest.Mark mark) {
            return rooms.mark(mark);
        } else if (request instanceof RoomRequest.Update update) {
            return rooms.update(update);
        } else if (request instanceof RoomRequest.Moderate moderate) {
            return rooms.moderations().moderate(moderate);
        } else if (request instanceof RoomRequest.Follow follow) {
            return rooms.moderations().follow(follow);
        } else if (request instanceof RoomRequest.Fetch fetch) {
            return copies.fetch(fetch);
        }
        return compare((RoomRequest.Compare) request);
    }

    private Future<RoomAnswer> compare(RoomRequest.Compare compare) {
        return compare.copies().size() > MAX_COPIES
                ? Future.succeededFuture(new RoomAnswer.Refused(
                        ErrorCode.BAD_REQUEST, "compare at most " + MAX_COPIES + " copies at once"))
                : copies.compare(compare.copies());
    }

    private Future<RoomAnswer> restore(RoomRequest.RestoreSeats restore) {
        return restore.seats().size() > RoomRequest.RestoreSeats.MAX_SEATS
                ? Future.succeededFuture(new RoomAnswer.Refused(
                        ErrorCode.BAD_REQUEST,
                        "restore at most " + RoomRequest.RestoreSeats.MAX_SEATS + " seats at once"))
                : rooms.restore(restore);
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
