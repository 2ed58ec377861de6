package io.chappe.presence.rooms;

import io.chappe.core.bus.RoomAnswer;
import io.chappe.core.bus.RoomRequest;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.RoomKey;
import io.chappe.presence.bus.Announcer;
import io.chappe.presence.bus.Turns;
import io.chappe.presence.nodes.Holds;
import io.chappe.presence.store.Hold;
import io.chappe.presence.store.JoinResult;
import io.chappe.presence.store.Newcomer;
import io.chappe.presence.store.Place;
import io.chappe.presence.store.RoomChange;
import io.chappe.presence.store.RoomStore;
import io.chappe.presence.store.Ticket;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Changes rooms, and tells the nodes that have members of them. The changes that this service makes to a room are told in
 * their order. Confined to one event loop.
 */
public final class Rooms {
    private final RoomStore store;
    private final Holds holds;
    private final Announcer announcer;
    private final int memberLimit;
    private final Turns<RoomKey> turns = new Turns<>();

    /**
     * @param memberLimit how many members a room may have
     */
    public Rooms(RoomStore store, Holds holds, Announcer announcer, int memberLimit) {
        this.store = store;
        this.holds = holds;
        this.announcer = announcer;
        this.memberLimit = memberLimit;
    }

    Future<RoomAnswer> join(RoomRequest.Join join) {
        return holds.take(join.home(), new Place.Room(join.room()))
                .compose(ticket ->
                        ticket == null ? Future.succeededFuture(new RoomAnswer.LeaseLost()) : join(join, ticket));
    }

    private Future<RoomAnswer> join(RoomRequest.Join join, Ticket ticket) {
        Newcomer newcomer = new Newcomer(join.session(), join.peer(), join.meta());
        return turns.take(
                join.room(),
                () -> store.join(join.room(), newcomer, ticket, memberLimit),
                result -> joined(join, result));
    }

    private RoomAnswer joined(RoomRequest.Join join, JoinResult result) {
        tell(join.room(), result.change(), join.home().node());
        return result.roster() == null
                ? new RoomAnswer.Refused(ErrorCode.ROOM_FULL, "the room has its " + memberLimit + " members")
                : new RoomAnswer.Joined(result.roster());
    }

    Future<RoomAnswer> leave(RoomRequest.Leave leave) {
        return change(
                leave.room(),
                leave.home(),
                () -> store.leave(leave.room(), leave.session(), leave.home(), leave.reason()));
    }

    Future<RoomAnswer> update(RoomRequest.Update update) {
        return change(
                update.room(),
                update.home(),
                () -> store.update(update.room(), update.session(), update.home(), update.meta()));
    }

    private Future<RoomAnswer> change(RoomKey room, NodeLife asker, Supplier<Future<RoomChange>> operation) {
        return turns.take(room, operation, change -> {
            tell(room, change, asker.node());
            return new RoomAnswer.Changed(change.delta());
        });
    }

    Future<RoomAnswer> fetch(RoomKey room) {
        return store.roster(room).map(RoomAnswer.Found::new);
    }

    Future<RoomAnswer> compare(List<RoomRequest.Copy> copies) {
        return Future.all(copies.stream().map(this::differing).toList())
                .map(all -> new RoomAnswer.Differing(
                        all.<RoomKey>list().stream().filter(Objects::nonNull).toList()));
    }

    private Future<@Nullable RoomKey> differing(RoomRequest.Copy copy) {
        return store.stamp(copy.room()).map(stamp -> copy.stamp().equals(stamp) ? null : copy.room());
    }

    /**
     * Removes all members from a life that is over. Its holds are not released one by one: its record ends as a whole.
     *
     * @return the holds that the members stood on
     */
    public Future<List<Hold>> removeNode(RoomKey room, NodeLife life) {
        return turns.take(room, () -> store.removeNode(room, life, LeaveReason.LOST), change -> {
            announcer.roomChanged(room, change, null);
            return change.released();
        });
    }

    private void tell(RoomKey room, RoomChange change, NodeId asker) {
        announcer.roomChanged(room, change, asker);
        holds.release(new Place.Room(room), change.released());
    }
}
