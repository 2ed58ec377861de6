package io.chappe.gateway.room;

import io.chappe.core.bus.RoomRequest;
import io.chappe.core.model.Member;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.Roster;
import io.chappe.core.model.RosterDelta;
import io.chappe.core.model.SessionId;
import io.chappe.gateway.loop.EventLoop;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    /** Immutable, which in a small room takes a third of what a map takes that is to grow. */
    private Map<SessionId, LocalSeat> local = Map.of();

    /** Nearly always none. */
    private NavigableMap<Long, RosterDelta> early = Collections.emptyNavigableMap();

    private volatile @Nullable Roster roster;
    private volatile Recipients recipients = Recipients.NONE;

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
        return recipients;
    }

    Collection<LocalSeat> local() {
        return local.values();
    }

    boolean isHere(SessionId session) {
        return local.containsKey(session);
    }

    boolean isEmpty() {
        return local.isEmpty();
    }

    /** Takes the place of another holder of the same session. */
    void enter(LocalSeat seat) {
        Map<SessionId, LocalSeat> more = new HashMap<>(local);
        more.put(seat.member().id(), seat);
        become(more);
    }

    void exit(LocalMember member) {
        LocalSeat seat = local.get(member.id());
        if (seat != null && seat.member() == member) {
            Map<SessionId, LocalSeat> fewer = new HashMap<>(local);
            fewer.remove(member.id());
            become(fewer);
        }
    }

    private void become(Map<SessionId, LocalSeat> seats) {
        local = Map.copyOf(seats);
        recipients =
                Recipients.of(seats.values().stream().map(LocalSeat::member).toList());
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
            roster = fetched.mapped(this::own);
        } else if (fetched.version() > known.version()) {
            roster = fetched.mapped(this::own);
            tell(known, known.difference(fetched));
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
        roster = known.after(delta.mapped(this::own));
        tell(known, delta);
    }

    /** A member who is here has its ids already: what came over the bus are copies, kept as long as the roster. */
    private Member own(Member member) {
        LocalSeat seat = local.get(member.session());
        return seat == null
                ? member
                : member.named(seat.member().id(), seat.member().peer());
    }

    /** That a session has moved is for gateways only. */
    private void tell(Roster known, RosterDelta delta) {
        RosterDelta shown = known.shown(delta);
        if (!shown.isEmpty()) {
            recipients.tell(key.room(), shown);
        }
    }

    /** The sessions here that are members, as far as known, as they are to be put back. */
    List<RoomRequest.HeldSeat> heldSeats() {
        Roster known = roster;
        List<RoomRequest.HeldSeat> seats = new ArrayList<>();
        for (LocalSeat seat : local.values()) {
            Member member = known == null ? null : known.member(seat.member().id());
            if (member != null) {
                seats.add(seat.held(member.meta()));
            }
        }
        return seats;
    }

    /** The sessions here that are said to be elsewhere since. */
    List<LocalMember> overtaken() {
        return local.values().stream()
                .map(LocalSeat::member)
                .filter(this::isOvertaken)
                .toList();
    }

    private boolean isOvertaken(LocalMember member) {
        Roster known = roster;
        Member shown = known == null ? null : known.member(member.id());
        return shown != null && shown.generation() > member.generation();
    }

    /** Whether a roster shows all members who are here as they are. */
    boolean isRightIn(@Nullable Roster shown, NodeLife home) {
        Roster known = roster;
        return known == null
                || local.values().stream()
                        .filter(seat -> known.member(seat.member().id()) != null)
                        .allMatch(seat -> isRightIn(shown, seat, home));
    }

    private static boolean isRightIn(@Nullable Roster shown, LocalSeat seat, NodeLife home) {
        Member member = shown == null ? null : shown.member(seat.member().id());
        return member != null && seat.isRightly(member, home);
    }

    /** This room's members, as far as known. */
    Collection<Member> members() {
        Roster known = roster;
        return known == null ? List.of() : known.members();
    }
}
