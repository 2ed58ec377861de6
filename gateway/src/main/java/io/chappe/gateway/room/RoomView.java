package io.chappe.gateway.room;

import io.chappe.core.bus.RoomRequest;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.Member;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.RoomRules;
import io.chappe.core.model.Roster;
import io.chappe.core.model.RosterDelta;
import io.chappe.core.model.SessionId;
import io.chappe.gateway.loop.EventLoop;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One room on this gateway: the copy of its roster, and the sessions here that are in it or about to be. Changed on one
 * event loop only; the roster and the recipients are immutable snapshots that any thread may read.
 */
public final class RoomView {
    private static final int MAX_EARLY = 64;

    private final RoomKey key;
    private final EventLoop loop;
    private final LocalSeats local = new LocalSeats();

    /** Nearly always none. */
    private NavigableMap<Long, RosterDelta> early = Collections.emptyNavigableMap();

    /** Of nearly all rooms none. */
    private @Nullable LobbyNews lobby;

    private volatile @Nullable Roster roster;

    RoomView(RoomKey key, EventLoop loop) {
        this.key = key;
        this.loop = loop;
    }

    RoomKey key() {
        return key;
    }

    /** The same object for all who are in it. */
    public RoomId id() {
        return key.room();
    }

    EventLoop loop() {
        return loop;
    }

    /** The latest known; null before the first. */
    public @Nullable Roster roster() {
        return roster;
    }

    public Recipients recipients() {
        return local.recipients();
    }

    Collection<LocalSeat> local() {
        return local.all();
    }

    boolean isHere(SessionId session) {
        return local.of(session) != null;
    }

    boolean isEmpty() {
        return local.isEmpty();
    }

    /** Takes the place of another holder of the same session. */
    void enter(LocalSeat seat) {
        local.enter(seat, roster);
    }

    void exit(LocalMember member) {
        local.exit(member, roster);
    }

    /**
     * Takes one change.
     *
     * @return whether there is a gap before it: it then waits for what is missing
     */
    boolean apply(RosterDelta delta) {
        Roster known = roster;
        if (known != null && known.isFollowedBy(delta)) {
            advance(known, delta);
            takeEarly();
        } else if (known == null || isNews(known, delta)) {
            if (early.isEmpty() || early.size() == MAX_EARLY) {
                early = new TreeMap<>();
            }
            early.put(delta.version(), delta);
        }
        return hasGap();
    }

    /** A room's new incarnation has a higher version than all before it: versions start at the time. */
    private static boolean isNews(Roster known, RosterDelta delta) {
        return delta.version() > known.version();
    }

    /** Whether changes wait for one that has not come. */
    boolean hasGap() {
        return !early.isEmpty();
    }

    /** Takes a whole roster, and tells the sessions here what is different; an older one is void. */
    void replace(Roster fetched) {
        Roster known = roster;
        if (known == null) {
            Roster first = fetched.mapped(local::own);
            roster = first;
            local.chooseRecipients(first);
        } else if (fetched.version() > known.version()) {
            RosterDelta difference = known.difference(fetched);
            become(known, fetched.mapped(local::own), difference, known.shown(difference));
        }
        takeEarly();
    }

    private void takeEarly() {
        while (!early.isEmpty()) {
            RosterDelta next = early.firstEntry().getValue();
            Roster known = roster;
            if (known == null || known.version() >= next.version()) {
                early.pollFirstEntry();
            } else if (known.isFollowedBy(next)) {
                early.pollFirstEntry();
                advance(known, next);
            } else {
                return;
            }
        }
    }

    private void advance(Roster known, RosterDelta delta) {
        RosterDelta owned = delta.mapped(local::own);
        RosterDelta shown = known.shown(owned);
        become(known, known.after(owned, shown), owned, shown);
    }

    /**
     * @param shown what members are told of the change
     */
    private void become(Roster known, Roster now, RosterDelta delta, RosterDelta shown) {
        roster = now;
        delta.left().forEach(departure -> takeOut(now, departure));
        if (known.hasLobby() || now.hasLobby()) {
            local.chooseRecipients(now);
            delta.updated().forEach(member -> admit(known, now, member));
        }
        if (!shown.isEmpty()) {
            local.recipients().tell(key.room(), shown);
        }
        if (known.isLobbyChangedBy(delta)) {
            lobby = lobby == null ? new LobbyNews(this) : lobby;
            lobby.changed();
        }
    }

    private void takeOut(Roster now, RosterDelta.Departure departure) {
        LocalSeat seat = local.of(departure.member().session());
        LeaveReason reason = reason(now.rules(), departure);
        if (seat != null && (reason == LeaveReason.KICKED || reason == LeaveReason.DENIED)) {
            takeOut(seat, reason);
        }
    }

    /** Where no event has told why somebody is gone, a ban does. */
    private static LeaveReason reason(RoomRules rules, RosterDelta.Departure departure) {
        Member member = departure.member();
        if (departure.reason() != LeaveReason.LOST || !rules.isBanned(member.peer(), System.currentTimeMillis())) {
            return departure.reason();
        }
        return member.waits() ? LeaveReason.DENIED : LeaveReason.KICKED;
    }

    /** What the store does not have although it was told of it has been taken out, whatever was heard of that. */
    void takeOutMissing(@Nullable Roster stored) {
        Roster known = roster;
        for (LocalSeat seat : List.copyOf(local.all())) {
            Member member = known == null ? null : known.seat(seat.member().id());
            if (member != null && (stored == null || stored.seat(member.session()) == null)) {
                RoomRules rules = stored == null ? RoomRules.OPEN : stored.rules();
                takeOut(seat, reason(rules, new RosterDelta.Departure(member, LeaveReason.LOST)));
            }
        }
    }

    private void takeOut(LocalSeat seat, LeaveReason reason) {
        exit(seat.member());
        seat.member().loop().queue(() -> seat.member().listener().removed(id(), reason));
    }

    private void admit(Roster known, Roster now, Member member) {
        LocalSeat seat = local.of(member.session());
        if (seat != null && !member.waits() && known.waits(member.session())) {
            seat.member().loop().queue(() -> seat.member().listener().admitted(id(), now));
        }
    }

    /** The sessions here that are members, as far as known, as they are to be put back. */
    List<RoomRequest.HeldSeat> heldSeats() {
        return local.held(roster);
    }

    /** The sessions here that are said to be elsewhere since. */
    List<LocalMember> overtaken() {
        return local.overtaken(roster);
    }

    /** Whether a roster shows all members who are here as they are. */
    boolean isRightIn(@Nullable Roster shown, NodeLife home) {
        return local.areRightIn(shown, roster, home);
    }
}
