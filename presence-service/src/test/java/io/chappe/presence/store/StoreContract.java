package io.chappe.presence.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.Member;
import io.chappe.core.model.MemberState;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.PresenceState;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.Roster;
import io.chappe.core.model.RosterDelta;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.TenantId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every store has to do. Each test has names of its own, so that a store may be shared. */
@Timeout(60)
public abstract class StoreContract {
    private static final int LIMIT = 3;
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final Duration CLAIM = Duration.ofSeconds(10);
    private static final AtomicLong UNIQUE = new AtomicLong(System.nanoTime());

    private final String unique = Long.toString(UNIQUE.incrementAndGet());
    private final RoomKey room = new RoomKey(new TenantId("acme"), new RoomId("room-" + unique));
    private final PeerKey ann = new PeerKey(new TenantId("acme"), new PeerId("ann-" + unique));
    private final NodeLife a = new NodeLife(new NodeId("a-" + unique), 1);
    private final NodeLife b = new NodeLife(new NodeId("b-" + unique), 2);
    private final SessionId s1 = new SessionId("s1");
    private final SessionId s2 = new SessionId("s2");

    /** The time by which the store lives. */
    protected static final AtomicLong NOW = new AtomicLong(1_000_000_000_000L);

    private Stores stores;

    protected abstract Stores stores();

    @BeforeEach
    void open() {
        stores = stores();
        NOW.addAndGet(100_000);
        look(11_000);
        await(stores.holdings().open(a));
        await(stores.holdings().open(b));
    }

    @Test
    void theFirstOneInARoomSeesItself() {
        // Given
        long before = NOW.get() * 1000;

        // When
        JoinResult result = join(s1, a);

        // Then
        Roster roster = rosterOf(result);
        assertThat(roster.members())
                .containsExactly(new Member(
                        s1,
                        new PeerId("peer of s1"),
                        a,
                        1,
                        roster.version(),
                        MemberState.ONLINE,
                        RawJson.of("{\"n\":1}")));
        assertThat(roster.version()).isGreaterThan(before).isLessThan(before + 1000);
        assertThat(result.change().delta())
                .isEqualTo(new RosterDelta(
                        roster.incarnation(), roster.version(), List.copyOf(roster.members()), List.of(), List.of()));
        assertThat(result.change().nodes()).containsExactly(a.node());
        assertThat(result.change().released()).isEmpty();
    }

    @Test
    void theNextOneMakesTheNextVersionOfTheSameRoom() {
        // Given
        Roster first = rosterOf(join(s1, a));

        // When
        JoinResult second = join(s2, b);

        // Then
        assertThat(first.isFollowedBy(delta(second.change()))).isTrue();
        assertThat(rosterOf(second).stamp())
                .isEqualTo(first.after(delta(second.change())).stamp());
        assertThat(second.change().nodes()).containsExactlyInAnyOrder(a.node(), b.node());
        assertThat(await(stores.rooms().stamp(room))).isEqualTo(rosterOf(second).stamp());
        assertThat(Objects.requireNonNull(await(stores.rooms().roster(room))).stamp())
                .isEqualTo(rosterOf(second).stamp());
    }

    @Test
    void whoIsInAlreadyKeepsItsPlaceAndItsOldHold() {
        // Given
        Roster first = rosterOf(join(s1, a));
        Ticket again = ticket(a, new Place.Room(room));

        // When
        JoinResult result =
                await(stores.rooms().join(room, new Newcomer(s1, new PeerId("other"), RawJson.of("2")), again, LIMIT));

        // Then
        assertThat(rosterOf(result).stamp()).isEqualTo(first.stamp());
        assertThat(result.change().delta()).isNull();
        assertThat(result.change().released()).containsExactly(again.hold());
    }

    @Test
    void aSessionThatComesFromAnotherHomeMovesThere() {
        // Given
        Ticket old = ticket(a, new Place.Room(room));
        Roster first = rosterOf(await(stores.rooms().join(room, newcomer(s1), old, LIMIT)));

        // When
        JoinResult result = join(s1, b);

        // Then
        assertThat(delta(result.change()).updated())
                .containsExactly(newcomer(s1).from(b, first.version() + 1));
        assertThat(delta(result.change()).joined()).isEmpty();
        assertThat(result.change().nodes()).containsExactly(b.node());
        assertThat(result.change().released()).containsExactly(old.hold());
        assertThat(await(stores.rooms().leave(room, s1, a, LeaveReason.LEFT)).delta())
                .isNull();
    }

    @Test
    void aFullRoomTakesNoMoreButLetsItsMembersIn() {
        // Given
        join(s1, a);
        join(s2, a);
        join(new SessionId("s3"), a);
        Ticket ticket = ticket(b, new Place.Room(room));

        // When
        JoinResult result = await(stores.rooms().join(room, newcomer(new SessionId("s4")), ticket, LIMIT));

        // Then
        assertThat(result.roster()).isNull();
        assertThat(result.change().delta()).isNull();
        assertThat(result.change().released()).containsExactly(ticket.hold());
        assertThat(join(s1, a).roster()).isNotNull();
    }

    @Test
    void leavingComparesSessionAndHome() {
        // Given
        Ticket ticket = ticket(a, new Place.Room(room));
        Roster first = rosterOf(await(stores.rooms().join(room, newcomer(s1), ticket, LIMIT)));
        join(s2, b);

        // When
        RoomChange foreign = await(stores.rooms().leave(room, s1, new NodeLife(a.node(), 7), LeaveReason.LEFT));
        RoomChange own = await(stores.rooms().leave(room, s1, a, LeaveReason.LEFT));
        RoomChange again = await(stores.rooms().leave(room, s1, a, LeaveReason.LEFT));

        // Then
        assertThat(foreign.delta()).isNull();
        assertThat(delta(own).left())
                .containsExactly(new RosterDelta.Departure(Objects.requireNonNull(first.member(s1)), LeaveReason.LEFT));
        assertThat(delta(own).version()).isEqualTo(first.version() + 2);
        assertThat(own.nodes()).containsExactly(b.node());
        assertThat(own.released()).containsExactly(ticket.hold());
        assertThat(again).isEqualTo(new RoomChange(null, Set.of(b.node()), List.of()));
    }

    @Test
    void aRoomThatIsLeftByAllIsGoneAndItsVersionNeverGoesBack() {
        // Given
        join(s1, a);
        for (int i = 0; i < 1001; i++) {
            await(stores.rooms().update(room, s1, a, RawJson.of(Integer.toString(i))));
        }
        RoomChange last = await(stores.rooms().leave(room, s1, a, LeaveReason.LEFT));

        // When
        Roster gone = await(stores.rooms().roster(room));
        Roster anew = rosterOf(join(s1, a));

        // Then
        assertThat(gone).isNull();
        assertThat(await(stores.rooms().stamp(new RoomKey(room.tenant(), new RoomId("never")))))
                .isNull();
        assertThat(anew.version()).isGreaterThan(delta(last).version());
        assertThat(anew.incarnation()).isNotEqualTo(delta(last).incarnation());
    }

    @Test
    void onlyAMemberUpdatesAndOnlyWithSomethingNew() {
        // Given
        Member member = Objects.requireNonNull(rosterOf(join(s1, a)).member(s1));
        RawJson meta = RawJson.of("{\"n\":2}");

        // When
        RoomChange stranger = await(stores.rooms().update(room, s2, a, meta));
        RoomChange foreign = await(stores.rooms().update(room, s1, b, meta));
        RoomChange own = await(stores.rooms().update(room, s1, a, meta));
        RoomChange again = await(stores.rooms().update(room, s1, a, meta));

        // Then
        assertThat(stranger.delta()).isNull();
        assertThat(foreign.delta()).isNull();
        assertThat(delta(own).updated()).containsExactly(member.withMeta(meta));
        assertThat(again.delta()).isNull();
        assertThat(await(stores.rooms().stamp(room)))
                .isEqualTo(Objects.requireNonNull(await(stores.rooms().roster(room)))
                        .stamp());
    }

    @Test
    void aLostNodeLeavesARoomInOneChange() {
        // Given
        join(s1, a);
        Roster full = rosterOf(join(s2, a));
        Roster before = rosterOf(join(new SessionId("s3"), b));

        // When
        RoomChange change = await(stores.rooms().removeNode(room, a, LeaveReason.LOST));
        RoomChange again = await(stores.rooms().removeNode(room, a, LeaveReason.LOST));

        // Then
        assertThat(delta(change).version()).isEqualTo(before.version() + 1);
        assertThat(delta(change).left())
                .extracting(RosterDelta.Departure::member)
                .containsExactlyInAnyOrderElementsOf(full.members());
        assertThat(change.released()).hasSize(2);
        assertThat(change.nodes()).containsExactly(b.node());
        assertThat(again.delta()).isNull();
    }

    @Test
    void namesOfTwoTenantsAreTwoRooms() {
        // Given
        join(s1, a);
        RoomKey foreign =
                new RoomKey(new TenantId("acm"), new RoomId("e" + room.room().value()));

        // When
        Roster roster = await(stores.rooms().roster(foreign));

        // Then
        assertThat(roster).isNull();
    }

    @Test
    void aTicketThatIsTooOldIsRefused() {
        // Given
        Ticket forRoom = ticket(a, new Place.Room(room));
        Ticket forPeer = ticket(a, new Place.Peer(ann));

        // When
        NOW.addAndGet(Ticket.VALID_MS + 1);

        // Then
        assertThatThrownBy(() -> await(stores.rooms().join(room, newcomer(s1), forRoom, LIMIT)))
                .hasMessageContaining("too late");
        assertThatThrownBy(() -> await(stores.peers().add(ann, s1, forPeer))).hasMessageContaining("too late");
        assertThatThrownBy(() -> await(stores.peers().watch(ann, forPeer))).hasMessageContaining("too late");
        assertThat(await(stores.rooms().roster(room))).isNull();
    }

    @Test
    void aPeerIsOnlineAsLongAsItHasASession() {
        // Given
        Place.Peer place = new Place.Peer(ann);
        Ticket ticket = ticket(a, place);

        // When
        PeerChange first = await(stores.peers().add(ann, s1, ticket));
        PeerChange same = await(stores.peers().add(ann, s1, ticket(a, place)));
        PeerChange second = await(stores.peers().add(ann, s2, ticket(b, place)));
        PeerChange foreign = await(stores.peers().remove(ann, s2, a));
        PeerChange one = await(stores.peers().remove(ann, s2, b));
        PeerChange none = await(stores.peers().remove(ann, s1, a));

        // Then
        assertThat(List.of(first, second, one, none)).allMatch(PeerChange::changed);
        assertThat(List.of(same, foreign)).noneMatch(PeerChange::changed);
        assertThat(List.of(first, second, one, none))
                .extracting(change -> change.presence().sessions())
                .containsExactly(1, 2, 1, 0);
        assertThat(List.of(first, second, one, none))
                .extracting(
                        change -> change.presence().version() - first.presence().version())
                .containsExactly(0L, 1L, 2L, 3L);
        assertThat(same.released()).hasSize(1).doesNotContain(ticket.hold());
        assertThat(none.released()).containsExactly(ticket.hold());
    }

    @Test
    void watchersAreToldUntilTheyStop() {
        // Given
        Place.Peer place = new Place.Peer(ann);

        // When
        PeerChange watched = await(stores.peers().watch(ann, ticket(b, place)));
        PeerChange twice = await(stores.peers().watch(ann, ticket(b, place)));
        PeerChange online = await(stores.peers().add(ann, s1, ticket(a, place)));
        PeerChange unwatched = await(stores.peers().unwatch(ann, b));
        PeerChange offline = await(stores.peers().remove(ann, s1, a));

        // Then
        assertThat(watched.presence().state()).isEqualTo(PresenceState.OFFLINE);
        assertThat(twice.released()).hasSize(1);
        assertThat(online.watchers()).containsExactly(b.node());
        assertThat(online.presence().version()).isGreaterThan(watched.presence().version());
        assertThat(unwatched.released()).hasSize(1);
        assertThat(offline.watchers()).isEmpty();
    }

    @Test
    void aPeersVersionNeverGoesBackWhenItWasForgotten() {
        // Given
        Place.Peer place = new Place.Peer(ann);
        await(stores.peers().add(ann, s1, ticket(a, place)));
        PeerChange gone = await(stores.peers().remove(ann, s1, a));

        // When
        PeerChange back = await(stores.peers().watch(ann, ticket(b, place)));

        // Then
        assertThat(back.presence().version()).isGreaterThan(gone.presence().version());
    }

    @Test
    void aLostNodeLeavesAPeerInOneChange() {
        // Given
        Place.Peer place = new Place.Peer(ann);
        await(stores.peers().add(ann, s1, ticket(a, place)));
        await(stores.peers().add(ann, s2, ticket(a, place)));
        await(stores.peers().watch(ann, ticket(a, place)));
        PeerChange before = await(stores.peers().watch(ann, ticket(b, place)));

        // When
        PeerChange change = await(stores.peers().removeNode(ann, a));
        PeerChange again = await(stores.peers().removeNode(ann, a));

        // Then
        assertThat(change.changed()).isTrue();
        assertThat(change.presence().version()).isEqualTo(before.presence().version() + 1);
        assertThat(change.presence().state()).isEqualTo(PresenceState.OFFLINE);
        assertThat(change.watchers()).containsExactly(b.node());
        assertThat(change.released()).hasSize(3);
        assertThat(again.changed()).isFalse();
    }

    @Test
    void aSealedRecordTellsItsHoldsAndTakesNoMore() {
        // Given
        Place place = new Place.Room(room);
        Ticket first = ticket(a, place);
        Ticket second = ticket(a, place);
        Ticket ofPeer = ticket(a, new Place.Peer(ann));
        await(stores.holdings().release(place, first.hold()));

        // When
        SealedHoldings sealed = await(stores.holdings().seal(a));
        NOW.addAndGet(Ticket.VALID_MS + 1);
        SealedHoldings later = await(stores.holdings().seal(a));

        // Then
        assertThat(Objects.requireNonNull(sealed).isSettled()).isFalse();
        assertThat(sealed.places())
                .containsOnlyKeys(place, new Place.Peer(ann))
                .containsEntry(place, Set.of(second.hold().id()))
                .containsEntry(new Place.Peer(ann), Set.of(ofPeer.hold().id()));
        assertThat(Objects.requireNonNull(later).isSettled()).isTrue();
        assertThat(await(stores.holdings().hold(a, place))).isNull();
    }

    @Test
    void aDeletedRecordTakesNothing() {
        // Given
        Place place = new Place.Room(room);
        Ticket ticket = ticket(a, place);

        // When
        await(stores.holdings().delete(a));

        // Then
        assertThat(await(stores.holdings().hold(a, place))).isNull();
        assertThat(await(stores.holdings().seal(a))).isNull();
        await(stores.holdings().release(place, ticket.hold()));
        assertThat(await(stores.holdings().seal(a))).isNull();
    }

    @Test
    void aLeaseThatIsRenewedIsNotClaimed() {
        // Given
        await(stores.leases().open(a, LEASE));
        await(stores.leases().open(b, LEASE));
        look(9_000);
        boolean renewed = await(stores.leases().renew(a, LEASE));

        // When
        ClaimedLives claimed = look(2_000);

        // Then
        assertThat(renewed).isTrue();
        assertThat(claimed.lives()).contains(b).doesNotContain(a);
        assertThat(await(stores.leases().renew(a, LEASE))).isTrue();
        assertThat(await(stores.leases().renew(b, LEASE))).isFalse();
        assertThat(await(stores.leases().open(b, LEASE))).isFalse();
        forget(a, b);
    }

    @Test
    void aLifeThatWasNeverOpenedCannotBeRenewed() {
        // When
        boolean renewed = await(stores.leases().renew(a, LEASE));

        // Then
        assertThat(renewed).isFalse();
        assertThat(await(stores.leases().end(a, CLAIM))).isFalse();
    }

    @Test
    void aClaimIsForOneUntilItRunsOut() {
        // Given
        await(stores.leases().open(a, LEASE));

        // When
        ClaimedLives first = look(11_000);
        ClaimedLives tooSoon = look(9_000);
        ClaimedLives afterTheClaim = look(2_000);
        await(stores.leases().remove(a));
        ClaimedLives afterTheSweep = look(11_000);

        // Then
        assertThat(List.of(first, tooSoon, afterTheClaim, afterTheSweep))
                .extracting(claimed -> claimed.lives().contains(a))
                .containsExactly(true, false, true, false);
    }

    @Test
    void aShortenedLeaseRunsOutSoonerUnlessItIsRenewed() {
        // Given
        NodeLife renewedLife = new NodeLife(b.node(), 3);
        await(stores.leases().open(a, LEASE));
        await(stores.leases().open(renewedLife, LEASE));
        look(0);

        // When
        await(stores.leases().shorten(a.node(), Duration.ofMillis(2500)));
        await(stores.leases().shorten(b.node(), Duration.ofMillis(2500)));
        await(stores.leases().renew(renewedLife, LEASE));

        // Then
        assertThat(look(2_400).lives()).isEmpty();
        assertThat(look(200).lives()).containsExactly(a);
        forget(a, renewedLife);
    }

    @Test
    void anEndedLeaseIsClaimedByTheOneWhoEndedIt() {
        // Given
        await(stores.leases().open(a, LEASE));

        // When
        boolean ended = await(stores.leases().end(a, CLAIM));

        // Then
        assertThat(ended).isTrue();
        assertThat(await(stores.leases().end(a, CLAIM))).isFalse();
        assertThat(await(stores.leases().renew(a, LEASE))).isFalse();
        assertThat(look(5_000).lives()).doesNotContain(a);
        assertThat(look(6_000).lives()).contains(a);
        forget(a);
    }

    @Test
    void noLeaseIsLostBeforeTheStoreHasBeenThereForAWholeLease() {
        // Given
        await(stores.leases().open(a, LEASE));
        look(0);
        NOW.addAndGet(60_000);

        // When
        ClaimedLives afterABreak = await(stores.leases().claim(CLAIM, LEASE, 100));
        ClaimedLives muchLater = look(11_000);

        // Then
        assertThat(afterABreak.lives()).isEmpty();
        assertThat(afterABreak.living()).isPositive();
        assertThat(muchLater.lives()).contains(a);
        forget(a);
    }

    /** Lets time pass as it does while services look at the leases, and returns what the last look found. */
    private ClaimedLives look(long millis) {
        for (long passed = 0; passed + 1000 < millis; passed += 1000) {
            NOW.addAndGet(1000);
            await(stores.leases().claim(CLAIM, LEASE, 0));
        }
        NOW.addAndGet(millis % 1000 == 0 && millis > 0 ? 1000 : millis % 1000);
        return await(stores.leases().claim(CLAIM, LEASE, 100));
    }

    private void forget(NodeLife... lives) {
        for (NodeLife life : lives) {
            await(stores.leases().remove(life));
        }
    }

    private Newcomer newcomer(SessionId session) {
        return new Newcomer(session, new PeerId("peer of " + session), RawJson.of("{\"n\":1}"));
    }

    private JoinResult join(SessionId session, NodeLife home) {
        return await(stores.rooms().join(room, newcomer(session), ticket(home, new Place.Room(room)), LIMIT));
    }

    private Ticket ticket(NodeLife life, Place place) {
        return Objects.requireNonNull(await(stores.holdings().hold(life, place)));
    }

    private static Roster rosterOf(JoinResult result) {
        return Objects.requireNonNull(result.roster());
    }

    private static RosterDelta delta(RoomChange change) {
        return Objects.requireNonNull(change.delta());
    }

    protected static <T> T await(Future<T> future) {
        try {
            return future.await(10, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
