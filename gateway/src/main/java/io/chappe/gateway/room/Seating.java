package io.chappe.gateway.room;

import io.chappe.core.model.Member;
import io.chappe.core.model.Roster;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;

/**
 * Sessions here that the room service has let in, and whom the copy of the roster does not have yet. On the room's event loop.
 */
final class Seating {
    /** For one of whom it is not known since when it is in: it waits until it is seen. */
    static final long UNKNOWN = Long.MAX_VALUE;

    /** Longer than a copy takes to be fetched. */
    private static final long LIMIT_MS = 5_000;

    private record Wait(LocalMember member, long version, Promise<Roster> seated) {
        boolean isOver(Roster roster) {
            return roster.version() >= version || (version == UNKNOWN && hasSeat(roster));
        }

        /** One of an earlier generation it had before it came here. */
        private boolean hasSeat(Roster roster) {
            Member seat = roster.seat(member.id());
            return seat != null && seat.generation() >= member.generation();
        }
    }

    private final RoomView view;
    /** As many as sessions are on their way in. */
    private List<Wait> waits = new ArrayList<>(1);

    Seating(RoomView view) {
        this.view = view;
    }

    /**
     * The roster that has a session.
     *
     * @param version of the room from which on it must have, or {@link #UNKNOWN}
     */
    Future<Roster> of(LocalMember member, long version) {
        Wait wait = new Wait(member, version, Promise.promise());
        Roster now = view.roster();
        if (now != null && wait.isOver(now)) {
            end(wait, now);
        } else if (!view.isHere(member)) {
            wait.seated.fail(changed());
        } else {
            waits.add(wait);
            view.loop().after(LIMIT_MS, () -> expire(wait));
        }
        return wait.seated.future();
    }

    /** Whether nobody waits. */
    boolean isEmpty() {
        return waits.isEmpty();
    }

    /** One that is not here any more waits no longer. */
    void stop(LocalMember member) {
        if (view.isHere(member)) {
            return;
        }
        List<Wait> over = waits.stream().filter(wait -> wait.member == member).toList();
        waits.removeAll(over);
        over.forEach(wait -> wait.seated.fail(changed()));
    }

    private static RefusedException changed() {
        return RefusedException.unavailable("the room has changed meanwhile");
    }

    private void expire(Wait wait) {
        if (waits.remove(wait)) {
            wait.seated.fail(RefusedException.unavailable("the room's members could not be fetched in time"));
        }
    }

    /** The roster is another one now, which members have been told of. */
    void changed(Roster now) {
        if (!waits.isEmpty()) {
            List<Wait> before = waits;
            waits = new ArrayList<>();
            List<Wait> over = new ArrayList<>();
            before.forEach(wait -> (wait.isOver(now) ? over : waits).add(wait));
            over.forEach(wait -> end(wait, now));
        }
    }

    /** A later change may have taken it out again before it was seen, or another holder of the session has its place here. */
    private void end(Wait wait, Roster now) {
        if (wait.hasSeat(now) && view.isHere(wait.member)) {
            wait.seated.complete(now);
        } else {
            wait.seated.fail(changed());
        }
    }
}
