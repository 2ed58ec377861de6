package io.chappe.gateway.room;

import io.chappe.core.bus.RoomAnswer;
import io.chappe.core.bus.RoomRequest;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.Member;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.Roster;
import io.chappe.core.model.SessionId;
import io.vertx.core.AsyncResult;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mends copies of rosters: a gap in the changes is waited for a moment and then fetched once; and about its own sessions
 * a gateway is the truth, so that a roster that has them wrongly is set right. On each room's own event loop.
 */
final class RosterRepair {
    private static final Logger LOG = LoggerFactory.getLogger(RosterRepair.class);
    private static final long GAP_WAIT_MS = 100;
    private static final long RETRY_MS = 1_000;

    private final RoomServices services;
    private final LongSupplier sequence;
    private final RosterMeters meters;
    private final Set<RoomView> waiting = ConcurrentHashMap.newKeySet();

    RosterRepair(RoomServices services, LongSupplier sequence, RosterMeters meters) {
        this.services = services;
        this.sequence = sequence;
        this.meters = meters;
    }

    /** After a change: if another one is missing before it, it may still be on its way. */
    void settle(RoomView view) {
        if (view.roster() == null || !view.hasGap() || !waiting.add(view)) {
            return;
        }
        meters.gap();
        view.loop().after(GAP_WAIT_MS, () -> {
            waiting.remove(view);
            if (view.hasGap()) {
                fetch(view);
            }
        });
    }

    /** Takes the store's roster, once at a time. */
    void fetch(RoomView view) {
        if (view.isEmpty() || !waiting.add(view)) {
            return;
        }
        meters.fetch();
        view.loop().on(services.ask(view.key(), new RoomRequest.Fetch(view.key())), answer -> {
            waiting.remove(view);
            fetched(view, answer);
        });
    }

    private void fetched(RoomView view, AsyncResult<RoomAnswer> answer) {
        if (answer.succeeded() && answer.result() instanceof RoomAnswer.Found found) {
            Roster before = view.roster();
            if (found.roster() != null) {
                view.replace(found.roster());
            }
            reconcile(view, found.roster(), before);
        } else if (!view.isEmpty()) {
            LOG.debug("a roster could not be fetched; trying again");
            view.loop().after(RETRY_MS, () -> fetch(view));
        }
    }

    private void reconcile(RoomView view, @Nullable Roster stored, @Nullable Roster before) {
        NodeLife home = services.home();
        if (home == null) {
            return;
        }
        Set<Object> known = new HashSet<>();
        for (Member member : stored == null ? List.<Member>of() : stored.members()) {
            known.add(member.session());
            if (member.node().equals(home.node()) && !view.isHere(member.session())) {
                disown(view.key(), member);
            }
        }
        for (LocalSeat seat : view.local()) {
            SessionId session = seat.member().id();
            Member lost = before == null ? null : before.member(session);
            if (lost != null && !known.contains(session)) {
                rejoin(view, seat, home, lost.meta());
            }
        }
    }

    /** A member that is said to be here is not. */
    void disown(RoomKey room, Member member) {
        meters.mend();
        services.farewell(new RoomRequest.Leave(
                room,
                member.session(),
                member.peer(),
                member.home(),
                member.generation(),
                sequence.getAsLong(),
                LeaveReason.LOST));
    }

    /** Under the number of its coming, so that it does not undo what has taken it out since. */
    private void rejoin(RoomView view, LocalSeat seat, NodeLife home, RawJson meta) {
        meters.mend();
        view.loop().on(services.ask(view.key(), seat.join(view.key(), home, meta)), answer -> {
            if (!view.isHere(seat.member().id())) {
                services.farewell(
                        new LocalSeat(seat.member(), sequence.getAsLong()).leave(view.key(), home, LeaveReason.LOST));
            } else if (answer.succeeded() && answer.result() instanceof RoomAnswer.Joined joined) {
                view.replace(joined.roster());
            } else {
                // The next comparison finds it again.
                LOG.debug("a member could not be put back into its room");
            }
        });
    }
}
