package io.chappe.gateway.room;

import io.chappe.core.bus.RoomAnswer;
import io.chappe.core.bus.RoomRequest;
import io.chappe.core.model.Entry;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.Roster;
import io.vertx.core.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The way into a room for a session of this gateway. From any event loop; the futures complete on the room's. */
final class Entrance {
    private final RoomServices services;
    private final RoomViews views;
    private final GoneOn goneOn;
    private final RosterRepair repair;
    private final Function<LocalMember, LocalSeat> seats;

    /**
     * @param seats gives a session a seat with the next number
     */
    Entrance(
            RoomServices services,
            RoomViews views,
            GoneOn goneOn,
            RosterRepair repair,
            Function<LocalMember, LocalSeat> seats) {
        this.services = services;
        this.views = views;
        this.goneOn = goneOn;
        this.repair = repair;
        this.seats = seats;
    }

    /** Lets a session in that has not been there. */
    Future<@Nullable RoomView> join(LocalMember member, RoomKey key, RawJson meta, Entry entry) {
        return tryJoin(member, key, meta, entry)
                .recover(cause -> isOfNoRecord(cause)
                        ? member.reclaim().compose(reclaimed -> tryJoin(member, key, meta, entry))
                        : Future.failedFuture(cause))
                .recover(cause -> isOfNoRecord(cause)
                        ? RefusedException.future(ErrorCode.UNAVAILABLE, "the session is being put back")
                        : Future.failedFuture(cause));
    }

    private static boolean isOfNoRecord(Throwable cause) {
        return RefusedException.codeOf(cause) == ErrorCode.NO_SUCH_SESSION;
    }

    private Future<@Nullable RoomView> tryJoin(LocalMember member, RoomKey key, RawJson meta, Entry entry) {
        LocalSeat seat = seats.apply(member);
        return enter(seat, key, home -> seat.join(key, home, meta, entry));
    }

    /** Brings a session that this gateway has taken over into one of its rooms; null if it is not in there any more. */
    Future<@Nullable RoomView> move(LocalMember member, RoomKey key) {
        return enter(
                        seats.apply(member),
                        key,
                        home -> new RoomRequest.Move(key, member.id(), member.peer(), home, member.generation()))
                // It may have happened all the same, or happen late; its client tries again, here or elsewhere.
                .onFailure(failure -> goneOn.note(member));
    }

    private Future<@Nullable RoomView> enter(LocalSeat seat, RoomKey key, Function<NodeLife, RoomRequest> request) {
        return views.on(key, known -> {
            NodeLife home = services.home();
            if (home == null) {
                return Future.failedFuture(RefusedException.unavailable("this gateway has no lease yet"));
            }
            RoomView view = views.open(key);
            view.enter(seat);
            return view.loop()
                    .bring(services.ask(key, request.apply(home)))
                    .transform(answer -> entered(view, seat.member(), answer.result(), answer.cause()));
        });
    }

    private Future<@Nullable RoomView> entered(
            RoomView view, LocalMember member, @Nullable RoomAnswer answer, @Nullable Throwable cause) {
        if (answer instanceof RoomAnswer.Joined joined) {
            view.replace(joined.roster());
            repair.settle(view);
            return joined(view, member);
        }
        views.exit(view, member);
        if (answer instanceof RoomAnswer.Found) {
            return Future.succeededFuture(null);
        }
        repair.doubt(member, answer);
        return Future.failedFuture(RefusedException.of(answer, cause));
    }

    /** A later change may have taken it out again before the answer came. */
    private Future<@Nullable RoomView> joined(RoomView view, LocalMember member) {
        Roster roster = view.roster();
        if (roster != null && roster.seat(member.id()) != null) {
            return Future.succeededFuture(view);
        }
        views.exit(view, member);
        return Future.failedFuture(RefusedException.unavailable("the room has changed meanwhile"));
    }
}
