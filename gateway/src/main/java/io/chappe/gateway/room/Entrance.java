package io.chappe.gateway.room;

import io.chappe.core.bus.RoomAnswer;
import io.chappe.core.bus.RoomRequest;
import io.chappe.core.model.Entry;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.RosterDelta;
import io.vertx.core.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The way into a room for a session of this gateway. From any event loop; the futures complete on the room's. */
final class Entrance {
    private static final long FETCH_AGAIN_MS = 500;

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
        return enter(seat, key, (home, hasCopy) -> seat.join(key, home, meta, entry, hasCopy));
    }

    /** Brings a session that this gateway has taken over into one of its rooms; null if it is not in there any more. */
    Future<@Nullable RoomView> move(LocalMember member, RoomKey key) {
        LocalSeat seat = seats.apply(member);
        return enter(seat, key, (home, hasCopy) -> seat.move(key, home, hasCopy))
                // It may have happened all the same, or happen late; its client tries again, here or elsewhere.
                .onFailure(failure -> goneOn.note(member));
    }

    /** What is asked of the room service. */
    private interface Request {
        RoomRequest of(NodeLife home, boolean hasCopy);
    }

    private Future<@Nullable RoomView> enter(LocalSeat seat, RoomKey key, Request request) {
        return views.on(key, known -> {
            NodeLife home = services.home();
            if (home == null) {
                return Future.failedFuture(RefusedException.unavailable("this gateway has no lease yet"));
            }
            RoomView view = views.open(key);
            if (!view.enter(seat)) {
                return RefusedException.future(ErrorCode.UNAVAILABLE, "another socket has this session meanwhile");
            }
            return view.loop()
                    .bring(services.ask(key, request.of(home, view.roster() != null)))
                    .transform(answer -> entered(view, seat.member(), answer.result(), answer.cause()));
        });
    }

    private Future<@Nullable RoomView> entered(
            RoomView view, LocalMember member, @Nullable RoomAnswer answer, @Nullable Throwable cause) {
        if (answer instanceof RoomAnswer.Joined joined) {
            view.apply(joined.roster());
            repair.settle(view);
            return seated(view, member, joined.roster().version());
        }
        if (answer instanceof RoomAnswer.Changed changed) {
            return changed(view, member, changed.delta());
        }
        views.exit(view, member);
        if (answer instanceof RoomAnswer.Found) {
            return Future.succeededFuture(null);
        }
        repair.doubt(member, answer);
        return Future.failedFuture(RefusedException.of(answer, cause));
    }

    private Future<@Nullable RoomView> changed(RoomView view, LocalMember member, @Nullable RosterDelta delta) {
        if (delta == null) {
            // It was in already, or came in by a request whose answer was lost.
            Future<@Nullable RoomView> seated = seated(view, member, Seating.UNKNOWN);
            fetchUntil(seated, view);
            return seated;
        }
        view.apply(delta);
        repair.settle(view);
        if (view.roster() == null) {
            repair.fetch(view);
        }
        return seated(view, member, delta.version());
    }

    /** One fetch may have been under way before it came in. */
    private void fetchUntil(Future<?> seated, RoomView view) {
        if (!seated.isComplete()) {
            repair.fetch(view);
            view.loop().after(FETCH_AGAIN_MS, () -> fetchUntil(seated, view));
        }
    }

    private Future<@Nullable RoomView> seated(RoomView view, LocalMember member, long version) {
        return view.seated(member, version)
                .<@Nullable RoomView>map(view)
                .onFailure(failure -> views.exit(view, member));
    }
}
