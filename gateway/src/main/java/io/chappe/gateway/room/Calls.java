package io.chappe.gateway.room;

import io.chappe.core.bus.RoomAnswer;
import io.chappe.core.bus.RoomRequest;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.Moderation;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.RoomRules;
import io.chappe.core.model.Roster;
import io.chappe.core.model.RosterDelta;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.Take;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** How sessions are called from one room to another. From any event loop; the futures complete on the room's. */
public final class Calls {
    private final RoomViews views;
    private final Changes changes;
    private final RosterFetch fetch;

    Calls(RoomServices services, RoomViews views, Changes changes) {
        this.views = views;
        this.changes = changes;
        this.fetch = new RosterFetch(services);
    }

    /**
     * Calls somebody out of a queue for a member that moderates it and is where it calls to; one for each room that it calls
     * to, however often it asks.
     *
     * @param target null for the next
     * @return whom
     */
    public Future<Take> take(LocalMember member, RoomId queue, @Nullable SessionId target, RoomId to) {
        return changes.moderate(member, queue, Moderation.take(target, to)).compose(answer -> {
            RoomRules rules = rules(answer);
            Take take = rules == null ? null : rules.take(to);
            return take == null
                    ? Future.failedFuture(RefusedException.unavailable("who was taken is not known any more"))
                    : Future.succeededFuture(take);
        });
    }

    private static @Nullable RoomRules rules(RoomAnswer answer) {
        RosterDelta delta = delta(answer);
        Roster roster = roster(answer);
        return delta != null ? delta.rules() : roster == null ? null : roster.rules();
    }

    private static @Nullable RosterDelta delta(RoomAnswer answer) {
        return answer instanceof RoomAnswer.Changed changed ? changed.delta() : null;
    }

    private static @Nullable Roster roster(RoomAnswer answer) {
        return answer instanceof RoomAnswer.Found found ? found.roster() : null;
    }

    /**
     * Calls somebody who is in a room, or waits for it, for a member that moderates it.
     *
     * @param request its number: the same again calls nobody twice
     * @return the room's version from which on the call is to be seen
     */
    public Future<Long> move(LocalMember member, RoomId room, SessionId target, RoomId to, long request) {
        return changes.moderate(member, room, Moderation.move(target, to, request))
                .map(answer -> {
                    RosterDelta delta = delta(answer);
                    Roster roster = roster(answer);
                    return delta != null ? delta.version() : roster == null ? 0 : roster.version();
                });
    }

    /**
     * One that is called goes there, so that nobody else calls it; or does not go, and stays.
     *
     * @param to where it is called to
     * @param refusal why it does not go; null if it goes
     */
    public Future<Void> follow(LocalMember member, RoomId room, RoomId to, @Nullable ErrorCode refusal) {
        RoomKey key = new RoomKey(member.tenant(), room);
        return changes.askOrFetch(
                        member,
                        key,
                        home -> new RoomRequest.Follow(key, member.id(), home, member.generation(), to, refusal),
                        known -> false)
                .mapEmpty();
    }

    /** Whether a session is in a room, or waits for it, by what the store says. Completes on any thread. */
    public Future<Boolean> isIn(RoomKey room, SessionId session) {
        return fetch.of(room).map(roster -> roster != null && roster.seat(session) != null);
    }

    /** The room of a member, on whose loop the future completes: what changes after that is told behind it. */
    public Future<RoomView> present(LocalMember member, RoomId room) {
        return views.on(
                new RoomKey(member.tenant(), room),
                view -> view == null
                        ? Future.failedFuture(RefusedException.unavailable("the room has been left meanwhile"))
                        : Future.succeededFuture(view));
    }
}
