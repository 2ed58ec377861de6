package io.chappe.gateway.room;

import io.chappe.core.bus.RoomAnswer;
import io.chappe.core.bus.RoomRequest;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.Member;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.Roster;
import io.chappe.node.logging.About;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
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

    /**
     * After a loss the other gateways have something to put back, too: it takes as long until the services know of the loss,
     * who look twice a second, and let nobody see what is not complete.
     */
    private static final long OTHERS_MS = 2_000;

    private final RoomServices services;
    private final RosterFetch fetch;
    private final Departures departures;
    private final GoneOn goneOn;
    private final RosterMeters meters;
    private final Set<RoomView> waiting = ConcurrentHashMap.newKeySet();

    RosterRepair(RoomServices services, Departures departures, GoneOn goneOn, RosterMeters meters) {
        this.goneOn = goneOn;
        this.services = services;
        this.fetch = new RosterFetch(services);
        this.departures = departures;
        this.meters = meters;
    }

    /** After a change: if another one is missing before it, it may still be on its way. */
    void settle(RoomView view) {
        Roster known = view.roster();
        if (known == null || view.isEmpty() || !view.hasGap() || !waiting.add(view)) {
            return;
        }
        meters.gap();
        view.loop().after(GAP_WAIT_MS, () -> {
            waiting.remove(view);
            if (view.hasGap() && view.roster() == known) {
                fetch(view);
            } else {
                // What was missing has come; in a crowd there may be another gap by now.
                settle(view);
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
        Roster known = view.roster();
        view.loop().on(fetch.of(view.key()), answer -> {
            if (answer.succeeded()) {
                waiting.remove(view);
                take(view, known, answer.result(), mended);
            } else {
                About.room(LOG.atDebug(), view.key()).log("a roster could not be fetched; trying again");
                fetchLater(view, mended, RETRY_MS);
            }
        });
    }

    private void fetchLater(RoomView view, boolean mended, long inMs) {
        view.loop().after(inMs, () -> {
            waiting.remove(view);
            fetch(view, mended);
        });
    }

    /** Before the sessions here are told that some of them are gone, the store is told that they are not. */
    private void take(RoomView view, @Nullable Roster asked, @Nullable Roster stored, boolean mended) {
        NodeLife home = services.home();
        if (home == null || view.isEmpty()) {
            return;
        }
        view.catchUp();
        if (!mended && isOvertaken(asked, stored, view.roster())) {
            settle(view);
            return;
        }
        disownGhosts(view, home, stored);
        boolean isLoss = isLoss(stored, view.roster());
        if (!mended && (isLoss || !view.isRightIn(stored, home))) {
            mend(view, isLoss ? OTHERS_MS : 0);
            return;
        }
        if (mended) {
            view.takeOutMissing(stored);
        }
        if (stored != null) {
            Roster before = view.roster();
            view.replace(stored);
            view.overtaken().forEach(this::reclaim);
            if (before == null || before.version() < stored.version()) {
                settle(view);
            } else if (view.hasGap() && waiting.add(view)) {
                fetchLater(view, false, RETRY_MS);
            }
        }
    }

    /** Whether the copy has gone on by itself while the roster was fetched, of which a long one takes a while. */
    private static boolean isOvertaken(@Nullable Roster asked, @Nullable Roster stored, @Nullable Roster known) {
        return stored != null
                && known != null
                && stored.version() < known.version()
                && (asked == null || asked.version() <= stored.version());
    }

    /** Those of a life before this one are swept; they may be on their way to another gateway. */
    private void disownGhosts(RoomView view, NodeLife home, @Nullable Roster shown) {
        if (shown != null) {
            shown.seats()
                    .filter(member -> isGhost(view, home, member))
                    .forEach(member -> departures.disown(view.key(), member));
        }
    }

    private boolean isGhost(RoomView view, NodeLife home, Member member) {
        return member.home().equals(home) && !view.isHere(member.session()) && !goneOn.has(member);
    }

    /** Whether the store had this room, or a newer one, before. */
    private static boolean isLoss(@Nullable Roster stored, @Nullable Roster known) {
        return known != null && (stored == null || stored.version() < known.version());
    }

    /**
     * Nothing is taken from a store that has not heard of those who are here.
     *
     * @param restMs how long it is not looked at after that
     */
    private void mend(RoomView view, long restMs) {
        if (!waiting.add(view)) {
            return;
        }
        view.loop().on(restore(view), restored -> {
            if (restored.succeeded()) {
                fetchLater(view, true, restMs);
            } else {
                About.room(LOG.atDebug(), view.key()).log("the members here could not be put back; trying again");
                fetchLater(view, false, RETRY_MS);
            }
        });
    }

    /** The members who are here may be shown wrongly though the copy is the store's: it did not hear of a change. */
    void check(RoomView view) {
        NodeLife home = services.home();
        if (home == null) {
            return;
        }
        if (!view.isRightIn(view.roster(), home)) {
            mend(view, 0);
        }
        disownGhosts(view, home, view.roster());
        view.overtaken().forEach(this::reclaim);
    }

    /** By this answer, another gateway may have a session that this one holds. */
    void doubt(LocalMember member, @Nullable RoomAnswer answer) {
        if (answer instanceof RoomAnswer.Superseded) {
            reclaim(member);
        }
    }

    private void reclaim(LocalMember member) {
        member.reclaim()
                .onFailure(failure -> About.session(
                                LOG.atDebug(), new PeerKey(member.tenant(), member.peer()), member.id())
                        .log("whose a session is could not be found out; it is looked again"));
    }

    /** Forgets what is not needed any more. */
    void tidy() {
        goneOn.tidy();
    }

    /** Tells the store of the members who are here, some at a time. */
    Future<Void> restore(RoomView view) {
        return restore(view, view.heldSeats(), some -> reclaim(view, some));
    }

    /** Tells it of one of them only. */
    Future<Void> restore(RoomView view, LocalMember member) {
        List<RoomRequest.HeldSeat> seats = view.heldSeats().stream()
                .filter(seat -> seat.session().equals(member.id()))
                .toList();
        return restore(view, seats, some -> Future.failedFuture(RefusedException.unavailable("its record is missing")));
    }

    /**
     * @param missing what is to be done where the store has no record of some of the sessions
     */
    private Future<Void> restore(
            RoomView view,
            List<RoomRequest.HeldSeat> seats,
            Function<List<RoomRequest.HeldSeat>, Future<Void>> missing) {
        NodeLife home = services.home();
        Roster known = view.roster();
        if (home == null || known == null || seats.isEmpty()) {
            return Future.succeededFuture();
        }
        meters.mend();
        List<RoomRequest.HeldSeat> some = seats.subList(0, Math.min(seats.size(), RoomRequest.RestoreSeats.MAX_SEATS));
        return view.loop()
                .bring(services.ask(
                        view.key(),
                        new RoomRequest.RestoreSeats(view.key(), home, known.version(), some, known.rules())))
                .compose(answer -> {
                    if (answer instanceof RoomAnswer.Changed) {
                        return Future.succeededFuture();
                    }
                    RefusedException refused = RefusedException.of(answer, null);
                    return refused.code() == ErrorCode.NO_SUCH_SESSION
                            ? missing.apply(some)
                            : Future.failedFuture(refused);
                })
                .compose(done -> restore(view, seats.subList(some.size(), seats.size()), missing));
    }

    /** Each puts itself back, and then its seats, with this one. */
    private Future<Void> reclaim(RoomView view, List<RoomRequest.HeldSeat> seats) {
        List<Future<Void>> reclaimed = List.copyOf(view.local()).stream()
                .map(LocalSeat::member)
                .filter(member -> seats.stream().anyMatch(seat -> seat.session().equals(member.id())))
                .map(LocalMember::reclaim)
                .toList();
        return view.loop().bring(Future.join(reclaimed)).mapEmpty();
    }
}
