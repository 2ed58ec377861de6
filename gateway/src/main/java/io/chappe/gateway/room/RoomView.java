package io.chappe.gateway.room;

import io.chappe.core.bus.RoomRequest;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.Roster;
import io.chappe.core.model.RosterDelta;
import io.chappe.core.model.RosterNews;
import io.chappe.core.model.SessionId;
import io.chappe.gateway.loop.EventLoop;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One room on this gateway: the copy of its roster, and the sessions here that are in it or about to be. Changed on one
 * event loop only; the roster and the recipients are immutable snapshots that any thread may read.
 *
 * <p>In a room of many, changes are gathered: the first is taken at once, and what comes within a moment after it together. So a
 * crowd that joins costs a copy of the roster, and a frame to each member, a moment and not one a newcomer.
 */
public final class RoomView {
    /** In a smaller room each change is taken as it comes. */
    private static final int GATHER_ABOVE = 10;

    private static final long GATHER_MS = 100;

    private final RoomKey key;
    private final EventLoop loop;
    private final Consumer<RoomView> gathered;
    private final LocalSeats local = new LocalSeats();

    // Of nearly all rooms at nearly all times none.
    private @Nullable PendingChanges pending;
    private @Nullable Seating seating;
    private @Nullable LobbyNews lobby;
    private @Nullable CountNews count;

    /** Whether what comes now is gathered. */
    private boolean gathering;

    /** The highest version that was heard of. */
    private long newest;

    /** Whether something was left when changes were taken: it waits for one that has not come. */
    private boolean gap;

    private volatile @Nullable Roster roster;

    /**
     * @param gathered runs when what was gathered has been taken
     */
    RoomView(RoomKey key, EventLoop loop, Consumer<RoomView> gathered) {
        this.key = key;
        this.loop = loop;
        this.gathered = gathered;
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

    /** Whether this very holder of its session is here. */
    boolean isHere(LocalMember member) {
        LocalSeat seat = local.of(member.id());
        return seat != null && seat.member() == member;
    }

    boolean isEmpty() {
        return local.isEmpty();
    }

    /**
     * Takes the place of an earlier holder of the same session.
     *
     * @return false where a later holder is here, who stays
     */
    boolean enter(LocalSeat seat) {
        LocalSeat before = local.of(seat.member().id());
        boolean entered = local.enter(seat, roster);
        if (entered && before != null) {
            stopSeating(before.member());
        }
        return entered;
    }

    void exit(LocalMember member) {
        local.exit(member);
        stopSeating(member);
    }

    private void stopSeating(LocalMember member) {
        Seating waiting = seating;
        if (waiting != null) {
            waiting.stop(member);
            seating = waiting.isEmpty() ? null : waiting;
        }
    }

    /**
     * The roster that has a session which is here; fails if it is out again.
     *
     * @param version of the room from which on it must be in
     */
    Future<Roster> seated(LocalMember member, long version) {
        Seating waiting = seating == null ? new Seating(this) : seating;
        Future<Roster> seated = waiting.of(member, version);
        seating = waiting.isEmpty() ? null : waiting;
        return seated;
    }

    /** Takes one change; with a gap before it, it waits for what is missing. */
    void apply(RosterDelta delta) {
        Roster known = roster;
        heard(delta.version());
        // A room's new incarnation has a higher version than all before it: versions start at the time.
        if (known == null || delta.version() > known.version()) {
            pending().add(delta);
            takeInTurn();
        }
    }

    /** Takes a whole roster, as {@link #apply} takes changes. */
    void apply(Roster whole) {
        if (roster == null) {
            replace(whole);
        } else {
            pending().add(whole);
            takeInTurn();
        }
    }

    /** There is a change of this version, of which nothing else may be known. */
    void heard(long version) {
        newest = Math.max(newest, version);
    }

    /** Whether changes wait for one that has not come, or none will come. */
    boolean hasGap() {
        Roster known = roster;
        return gap || (pending == null && known != null && known.version() < newest);
    }

    /** Whether changes have come that are not taken yet. */
    boolean isBehind() {
        return pending != null;
    }

    /** Takes a whole roster at once, and tells the sessions here what is different; an older one is void. */
    void replace(Roster whole) {
        adopt(whole);
        take();
    }

    private PendingChanges pending() {
        PendingChanges changes = pending == null ? new PendingChanges() : pending;
        pending = changes;
        return changes;
    }

    private void takeInTurn() {
        Roster known = roster;
        if (known == null || gathering) {
            return;
        }
        if (known.seatCount() > GATHER_ABOVE) {
            gathering = true;
            loop.after(GATHER_MS, this::stopGathering);
        }
        take();
    }

    private void stopGathering() {
        gathering = false;
        if (isEmpty()) {
            // Nobody will be told, and nothing that is missing will come any more.
            pending = null;
            gap = false;
        } else if (pending != null) {
            takeInTurn();
            gathered.accept(this);
        }
    }

    /** Takes what has been gathered, for one who is to judge by the copy. */
    void catchUp() {
        take();
    }

    private void take() {
        PendingChanges changes = pending;
        if (changes == null || roster == null) {
            return;
        }
        advance(changes);
        Roster whole = changes.takeRoster();
        if (whole != null) {
            adopt(whole);
            advance(changes);
        }
        gap = !changes.isEmpty();
        pending = gap ? changes : null;
    }

    private void adopt(Roster whole) {
        Roster known = roster;
        if (known == null) {
            Roster first = whole.mapped(local::own);
            roster = first;
            local.chooseRecipients(first);
            seat(first);
        } else if (whole.version() > known.version()) {
            RosterDelta difference = known.difference(whole);
            become(known, whole.mapped(local::own), difference, known.shown(difference));
        }
    }

    private void advance(PendingChanges changes) {
        Roster known = roster;
        List<RosterDelta> following = known == null ? List.of() : changes.takeAfter(known);
        if (known != null && !following.isEmpty()) {
            RosterDelta owned = RosterDelta.merged(following).mapped(local::own);
            RosterDelta shown = known.shown(owned);
            become(known, known.after(owned, shown), owned, shown);
        }
    }

    /**
     * @param shown what members are told of the change
     */
    private void become(Roster known, Roster now, RosterDelta delta, RosterDelta shown) {
        roster = now;
        new Consequences(id(), local).of(known, now, delta);
        if (!shown.isEmpty() || known.isComeUnseenIn(delta)) {
            tell(RosterNews.of(known, now, shown));
        }
        seat(now);
        if (known.isLobbyChangedBy(delta)) {
            lobby = lobby == null ? new LobbyNews(this) : lobby;
            lobby.changed();
        }
    }

    private void tell(RosterNews news) {
        local.recipients().tell(id(), news);
        if (news.isOfCountAlone()) {
            count = count == null ? new CountNews(this) : count;
            count.changed();
        } else if (news.isList() && count != null) {
            count.told();
        }
    }

    private void seat(Roster now) {
        Seating waiting = seating;
        if (waiting != null) {
            waiting.changed(now);
            seating = waiting.isEmpty() ? null : waiting;
        }
    }

    /** What the store does not have although it was told of it has been taken out, whatever was heard of that. */
    void takeOutMissing(@Nullable Roster stored) {
        new Consequences(id(), local).ofMissing(roster, stored);
    }

    /** The sessions here that are members, as far as known, as they are to be put back. */
    List<RoomRequest.HeldSeat> heldSeats() {
        catchUp();
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
