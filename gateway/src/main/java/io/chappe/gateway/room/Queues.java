package io.chappe.gateway.room;

import io.chappe.core.bus.RoomAnswer;
import io.chappe.core.bus.RoomRequest;
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

/** How those who wait in queues are called to other rooms. From any event loop; the futures complete on the queue's. */
public final class Queues {
    private final Changes changes;

    Queues(Changes changes) {
        this.changes = changes;
    }

    /**
     * Calls somebody for a member that moderates the queue and is where it calls to; one for each room that it calls to,
     * however often it asks.
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
        if (answer instanceof RoomAnswer.Changed changed) {
            RosterDelta delta = changed.delta();
            return delta == null ? null : delta.rules();
        }
        Roster roster = answer instanceof RoomAnswer.Found found ? found.roster() : null;
        return roster == null ? null : roster.rules();
    }

    /**
     * One that is called goes there, so that nobody else calls it; or does not go, and waits on.
     *
     * @param to where it is called to
     */
    public Future<Void> follow(LocalMember member, RoomId queue, RoomId to, boolean goes) {
        RoomKey key = new RoomKey(member.tenant(), queue);
        return changes.askOrFetch(
                        member,
                        key,
                        home -> new RoomRequest.Follow(key, member.id(), home, member.generation(), to, goes),
                        known -> false)
                .mapEmpty();
    }
}
