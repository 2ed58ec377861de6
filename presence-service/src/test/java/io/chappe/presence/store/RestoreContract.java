package io.chappe.presence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.model.Entry;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.Member;
import io.chappe.core.model.MemberState;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PresenceState;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomRules;
import io.chappe.core.model.Roster;
import io.chappe.core.model.SecretHash;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.SessionLimit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store has to do when gateways put back what it has lost. */
public abstract class RestoreContract extends StoreContract {
    private static final SecretHash SECRET = SecretHash.of("secret");
    private static final RawJson META = RawJson.of("{\"name\":\"Ann\"}");
    private static final long WINDOW_MS = 20_000;

    /** Of the same node as {@code a}. */
    private NodeLife aAgain;

    @BeforeEach
    void beginAnotherLife() {
        aAgain = new NodeLife(a.node(), 7);
        await(stores.holdings().open(aAgain));
    }

    @Test
    void aSessionThatIsGoneIsThereAgain() {
        // When
        PeerChange change = restore(s1, 3, a, -1);
        PeerChange again = restore(s1, 3, a, -1);

        // Then
        assertThat(change.verdict()).isEqualTo(Verdict.DONE);
        assertThat(change.presence().state()).isEqualTo(PresenceState.ONLINE);
        assertThat(change.released()).isEmpty();
        SessionRecord record = Objects.requireNonNull(await(stores.peers().locate(ann, s1, 0)));
        assertThat(record.generation()).isEqualTo(3);
        assertThat(record.home()).isEqualTo(a);
        assertThat(again.released()).hasSize(1);
        assertThat(await(stores.peers().locate(ann, s1, 0))).isEqualTo(record);
        assertThat(take(b).verdict()).isEqualTo(Verdict.DONE);
    }

    @Test
    void aSessionFollowsItsNodeIntoTheNextLifeWithItsRooms() {
        // Given
        Ticket old = ticket(a, new Place.Peer(ann));
        await(stores.peers().open(ann, s1, SECRET, WINDOW_MS, old, SessionLimit.NONE));
        await(stores.peers().enter(ann, s1, new Step(1, 1), room.room()));

        // When
        PeerChange change = restore(s1, 1, aAgain, -1);

        // Then
        SessionRecord record = Objects.requireNonNull(await(stores.peers().locate(ann, s1, 0)));
        assertThat(change.released()).containsExactly(old.hold());
        assertThat(change.changed()).isFalse();
        assertThat(record.home()).isEqualTo(aAgain);
        assertThat(record.rooms()).containsOnlyKeys(room.room());
    }

    @Test
    void aSessionThatWasLostIsRestoredWithWhatIsLeftOfItsWindow() {
        // When
        PeerChange change = restore(s1, 1, a, 15_000);

        // Then
        SessionRecord record = Objects.requireNonNull(await(stores.peers().locate(ann, s1, 0)));
        assertThat(change.presence().state()).isEqualTo(PresenceState.RECONNECTING);
        assertThat(record.deadline()).isEqualTo(NOW.get() + 5_000);
    }

    @Test
    void whoHasASessionLaterKeepsIt() {
        // Given
        restore(s1, 2, b, -1);
        restore(s2, 2, b, -1);
        await(stores.peers().end(ann, s2, 2));

        // When
        List<PeerChange> refused = List.of(restore(s1, 1, a, -1), restore(s1, 2, a, -1), restore(s2, 2, b, -1));

        // Then
        assertThat(refused).allSatisfy(change -> {
            assertThat(change.verdict()).isEqualTo(Verdict.SUPERSEDED);
            assertThat(change.released()).hasSize(1);
        });
        assertThat(Objects.requireNonNull(await(stores.peers().locate(ann, s1, 0)))
                        .home())
                .isEqualTo(b);
        assertThat(restore(s1, 3, a, -1).verdict()).isEqualTo(Verdict.DONE);
    }

    @Test
    void aWindowThatRanWhileTheStoreWasAwayBeginsAnew() {
        // Given
        restore(s1, 1, a, 0);
        restore(s2, 1, a, 0);
        NOW.addAndGet(WINDOW_MS + 5_000);
        long steadySince = NOW.get() - 1_000;

        // When
        @Nullable SessionRecord forgotten = await(stores.peers().locate(ann, s1, 0));
        @Nullable SessionRecord located = await(stores.peers().locate(ann, s1, steadySince));
        PeerLoss loss = await(stores.peers().loseNode(ann, a, steadySince));

        // Then
        assertThat(forgotten).isNull();
        assertThat(located).isNotNull();
        assertThat(loss.sessions().values()).extracting(SessionRecord::deadline).containsOnly(steadySince + WINDOW_MS);
        assertThat(take(b).verdict()).isEqualTo(Verdict.DONE);
    }

    @Test
    void membersComeBackInOneChangeAboveTheVersionThatIsKnown() {
        // Given
        long known = NOW.get() * 1_000 + 5_000;

        // When
        RoomChange change = restore(known, returning(s1, 1, 1, a), returning(s2, 2, 4, a));

        // Then
        Roster roster = roster();
        assertThat(roster.version()).isGreaterThan(known);
        assertThat(roster.shownVersion()).isEqualTo(roster.version());
        assertThat(roster.members()).extracting(Member::session).containsExactlyInAnyOrder(s1, s2);
        assertThat(roster.members()).extracting(Member::meta).containsOnly(META);
        assertThat(Objects.requireNonNull(change.delta()).joined()).hasSize(2);
        assertThat(await(stores.rooms().stamp(room))).isEqualTo(roster.stamp());
        assertThat(change.nodes()).containsExactly(a.node());
    }

    @Test
    void aRoomThatIsOlderIsAnotherOneFromNowOn() {
        // Given
        restore(0, returning(s1, 1, 1, a));
        Roster older = roster();

        // When
        RoomChange change = restore(older.version() + 10, returning(s1, 1, 1, a));

        // Then
        Roster roster = roster();
        assertThat(roster.incarnation()).isNotEqualTo(older.incarnation());
        assertThat(roster.version()).isGreaterThan(older.version() + 10);
        assertThat(Objects.requireNonNull(change.delta()).version()).isEqualTo(roster.version());
    }

    @Test
    void whatIsThereAlreadyAsItShouldBeIsNoChange() {
        // Given
        restore(0, returning(s1, 1, 3, a));
        Roster before = roster();

        // When
        RoomChange change = restore(before.version(), returning(s1, 1, 2, a));

        // Then
        assertThat(change.delta()).isNull();
        assertThat(change.released()).hasSize(1);
        assertThat(roster().stamp()).isEqualTo(before.stamp());
        assertThat(await(stores.rooms().leave(room, s1, new Step(1, 2), LeaveReason.LEFT))
                        .verdict())
                .isEqualTo(Verdict.SUPERSEDED);
    }

    @Test
    void aMemberFollowsItsNodeIntoTheNextLifeUnseen() {
        // Given
        Returning first = returning(s1, 1, 1, a);
        restore(0, first);
        Roster before = roster();

        // When
        RoomChange change = restore(before.version(), returning(s1, 1, 1, aAgain));

        // Then
        Member member = Objects.requireNonNull(roster().member(s1));
        assertThat(change.released()).containsExactly(first.ticket().hold());
        assertThat(member.home()).isEqualTo(aAgain);
        assertThat(member.joinVersion())
                .isEqualTo(Objects.requireNonNull(before.member(s1)).joinVersion());
        assertThat(roster().shownVersion()).isEqualTo(before.shownVersion());
        assertThat(roster().version()).isEqualTo(before.version() + 1);
        assertThat(before.after(Objects.requireNonNull(change.delta())).stamp()).isEqualTo(roster().stamp());
        assertThat(await(stores.rooms().lose(room, a)).seats()).isEmpty();
        assertThat(await(stores.rooms().lose(room, aAgain)).seats()).hasSize(1);
    }

    @Test
    void whoHasLeftOrIsElsewhereDoesNotComeBack() {
        // Given
        SessionId s3 = new SessionId("s3");
        restore(0, returning(s1, 2, 1, b), returning(s2, 2, 1, b), returning(s3, 1, 1, b));
        await(stores.rooms().leave(room, s3, new Step(1, 5), LeaveReason.LEFT));
        Roster before = roster();

        // When
        RoomChange change = restore(0, returning(s1, 1, 9, a), returning(s2, 2, 9, a), returning(s3, 1, 4, b));

        // Then
        assertThat(change.delta()).isNull();
        assertThat(change.released()).hasSize(3);
        assertThat(roster().stamp()).isEqualTo(before.stamp());
    }

    @Test
    void aMemberIsShownAsItsGatewayHasIt() {
        // Given
        restore(0, returning(s1, 1, 1, a));
        Ticket ticket = ticket(a, new Place.Room(room));
        Newcomer newcomer = new Newcomer(s1, ann.peer(), new Step(1, 1), RawJson.of("2"), Entry.PLAIN);

        // When
        RoomChange change = restore(0, new Returning(newcomer, MemberState.RECONNECTING, ticket));

        // Then
        assertThat(Objects.requireNonNull(change.delta()).updated())
                .singleElement()
                .satisfies(member -> {
                    assertThat(member.state()).isEqualTo(MemberState.RECONNECTING);
                    assertThat(member.meta()).isEqualTo(RawJson.of("2"));
                });
        assertThat(roster().shownVersion()).isEqualTo(roster().version());
        assertThat(await(stores.rooms().stamp(room))).isEqualTo(roster().stamp());
    }

    private PeerChange restore(SessionId session, long generation, NodeLife home, long lostForMs) {
        HeldSession held = new HeldSession(generation, SECRET, WINDOW_MS, lostForMs);
        return await(stores.peers().restore(ann, session, held, ticket(home, new Place.Peer(ann))));
    }

    private PeerChange take(NodeLife home) {
        return await(stores.peers().take(ann, s1, SECRET, 7, ticket(home, new Place.Peer(ann)), NOW.get()))
                .change();
    }

    private Returning returning(SessionId session, long generation, long sequence, NodeLife home) {
        Newcomer newcomer = new Newcomer(session, ann.peer(), new Step(generation, sequence), META, Entry.PLAIN);
        return new Returning(newcomer, MemberState.ONLINE, ticket(home, new Place.Room(room)));
    }

    /** All of one home at a time, as gateways do. */
    private RoomChange restore(long known, Returning... members) {
        Map<NodeLife, List<Returning>> byHome = Stream.of(members)
                .collect(Collectors.groupingBy(member -> member.ticket().hold().life()));
        List<RoomChange> changes = byHome.values().stream()
                .map(some -> await(stores.rooms().restore(room, some, RoomRules.OPEN, known)))
                .toList();
        return changes.size() == 1 ? changes.get(0) : merged(changes);
    }

    private static RoomChange merged(List<RoomChange> changes) {
        List<Hold> released =
                changes.stream().flatMap(change -> change.released().stream()).toList();
        RoomChange last = changes.get(changes.size() - 1);
        return new RoomChange(last.verdict(), last.delta(), last.nodes(), released);
    }

    private Roster roster() {
        return Objects.requireNonNull(await(stores.rooms().roster(room)));
    }
}
