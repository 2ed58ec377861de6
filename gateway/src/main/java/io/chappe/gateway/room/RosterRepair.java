package io.chappe.gateway.room;

import io.chappe.core.bus.RoomAnswer;
import io.chappe.core.bus.RoomRequest;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.Member;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.Roster;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
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
    private final Consumer<RoomRequest.Leave> farewell;
    private final RosterMeters meters;
    private final Set<RoomView> waiting = ConcurrentHashMap.newKeySet();

    /**
     * @param farewell says that a session has left
     */
    RosterRepair(
            RoomServices services, LongSupplier sequence, Consumer<RoomRequest.Leave> farewell, RosterMeters meters) {
        this.services = services;
        this.sequence = sequence;
        this.farewell = farewell;
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
        fetch(view, false);
    }

    /**
     * @param mended whether the store has been told already of the members who are here
     */
    private void fetch(RoomView view, boolean mended) {
        if (view.isEmpty() || !waiting.add(view)) {
            return;
        }
        meters.fetch();
        view.loop().on(services.ask(view.key(), new RoomRequest.Fetch(view.key())), answer -> {
            waiting.remove(view);
            if (answer.succeeded() && answer.result() instanceof RoomAnswer.Found found) {
                take(view, found.roster(), mended);
            } else if (!view.isEmpty()) {
                LOG.debug("a roster could not be fetched; trying again");
                view.loop().after(RETRY_MS, () -> fetch(view, mended));
            }
        });
    }

    /** Before the sessions here are told that some of them are gone, the store is told that they are not. */
    private void take(RoomView view, @Nullable Roster stored, boolean mended) {
        NodeLife home = services.home();
        if (home == null) {
            return;
        }
        if (stored != null) {
            stored.members().stream()
                    .filter(member -> member.node().equals(home.node()) && !view.isHere(member.session()))
                    .forEach(member -> disown(view.key(), member));
        }
        if (!mended && (!view.isRightIn(stored, home) || isOlder(stored, view.roster()))) {
            view.loop().on(restore(view), restored -> fetch(view, true));
        } else if (stored != null) {
            view.replace(stored);
        }
    }

    private static boolean isOlder(@Nullable Roster stored, @Nullable Roster known) {
        return stored != null && known != null && stored.version() < known.version();
    }

    /** The members who are here may be shown wrongly though the copy is the store's: it did not hear of a change. */
    void check(RoomView view) {
        NodeLife home = services.home();
        if (home != null && !view.isRightIn(view.roster(), home)) {
            view.loop().on(restore(view), restored -> fetch(view, true));
        }
    }

    /** Tells the store of the members who are here, some at a time. */
    Future<Void> restore(RoomView view) {
        NodeLife home = services.home();
        Roster known = view.roster();
        if (home == null || known == null) {
            return Future.succeededFuture();
        }
        meters.mend();
        return restore(view, home, known.version(), view.heldSeats());
    }

    private Future<Void> restore(RoomView view, NodeLife home, long version, List<RoomRequest.HeldSeat> seats) {
        if (seats.isEmpty()) {
            return Future.succeededFuture();
        }
        List<RoomRequest.HeldSeat> some = seats.subList(0, Math.min(seats.size(), RoomRequest.RestoreSeats.MAX_SEATS));
        return view.loop()
                .bring(services.ask(view.key(), new RoomRequest.RestoreSeats(view.key(), home, version, some)))
                .compose(answer -> answer instanceof RoomAnswer.Changed
                        ? restore(view, home, version, seats.subList(some.size(), seats.size()))
                        : Future.failedFuture(RefusedException.of(answer, null)));
    }

    /** A member that is said to be here is not. */
    void disown(RoomKey room, Member member) {
        meters.mend();
        farewell.accept(new RoomRequest.Leave(
                room,
                member.session(),
                member.peer(),
                member.home(),
                member.generation(),
                sequence.getAsLong(),
                LeaveReason.LOST));
    }
}
