package io.chappe.presence.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PresenceState;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.SecretHash;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.SessionLimit;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store has to do about the sessions of peers, and who watches them. */
public abstract class PeerStoreContract extends StoreContract {
    private static final SecretHash SECRET = SecretHash.of("secret");
    private static final long WINDOW_MS = 20_000;

    @Test
    void aPeerIsOnlineAsLongAsItHasASessionWithASocket() {
        // When
        List<PeerChange> changes = List.of(
                open(s1, a),
                open(s2, b),
                await(stores.peers().lose(ann, s1, 1, 0)),
                await(stores.peers().lose(ann, s2, 1, 0)),
                await(stores.peers().end(ann, s2, 1)),
                await(stores.peers().end(ann, s1, 1)));

        // Then
        assertThat(changes)
                .extracting(change -> change.presence().state())
                .containsExactly(
                        PresenceState.ONLINE,
                        PresenceState.ONLINE,
                        PresenceState.ONLINE,
                        PresenceState.RECONNECTING,
                        PresenceState.RECONNECTING,
                        PresenceState.OFFLINE);
        assertThat(changes).extracting(change -> change.presence().sessions()).containsExactly(1, 2, 2, 2, 1, 0);
        assertThat(changes).extracting(PeerChange::changed).containsExactly(true, true, false, true, true, true);
        assertThat(changes)
                .extracting(change ->
                        change.presence().version() - changes.get(0).presence().version())
                .containsExactly(0L, 1L, 1L, 2L, 3L, 4L);
    }

    @Test
    void aSessionThatIsOpenedAgainKeepsItsOldHold() {
        // Given
        Ticket first = ticket(a, new Place.Peer(ann));
        Ticket again = ticket(a, new Place.Peer(ann));
        await(stores.peers().open(ann, s1, SECRET, WINDOW_MS, first, SessionLimit.NONE));

        // When
        PeerChange second = await(stores.peers().open(ann, s1, SECRET, WINDOW_MS, again, SessionLimit.NONE))
                .change();

        // Then
        assertThat(second.verdict()).isEqualTo(Verdict.DONE);
        assertThat(second.changed()).isFalse();
        assertThat(second.released()).containsExactly(again.hold());
        assertThat(await(stores.peers().end(ann, s1, 1)).released()).containsExactly(first.hold());
    }

    @Test
    void aSessionThatHasEndedCannotBeOpenedByWhatComesLate() {
        // Given
        open(s1, a);
        await(stores.peers().end(ann, s1, 1));
        await(stores.peers().end(ann, s2, 1));

        // When
        List<PeerChange> late = List.of(open(s1, a), open(s2, a));

        // Then
        assertThat(late).extracting(PeerChange::verdict).containsOnly(Verdict.SUPERSEDED);
        assertThat(late).allMatch(change -> change.released().size() == 1);
        assertThat(late).extracting(change -> change.presence().state()).containsOnly(PresenceState.OFFLINE);
        assertThat(await(stores.peers().locate(ann, s1, 0))).isNull();
    }

    @Test
    void whoKnowsTheSecretTakesTheSession() {
        // Given
        Ticket first = ticket(a, new Place.Peer(ann));
        await(stores.peers().open(ann, s1, SECRET, WINDOW_MS, first, SessionLimit.NONE));
        await(stores.peers().enter(ann, s1, new Step(1, 1), new RoomId("r")));
        await(stores.peers().lose(ann, s1, 1, 0));

        // When
        TakeResult result = take(s1, SECRET, b, 7);

        // Then
        SessionRecord record = Objects.requireNonNull(result.record());
        assertThat(result.change().verdict()).isEqualTo(Verdict.DONE);
        assertThat(result.change().released()).containsExactly(first.hold());
        assertThat(result.change().presence().state()).isEqualTo(PresenceState.ONLINE);
        assertThat(record.home()).isEqualTo(b);
        assertThat(record.generation()).isEqualTo(2);
        assertThat(record.previous()).isEqualTo(a);
        assertThat(record.windowMs()).isEqualTo(WINDOW_MS);
        assertThat(record.isLost()).isFalse();
        assertThat(record.rooms()).containsOnlyKeys(new RoomId("r"));
        assertThat(await(stores.peers().locate(ann, s1, 0))).isEqualTo(record);
    }

    @Test
    void theSameAttemptTakesOnce() {
        // Given
        open(s1, a);
        TakeResult first = take(s1, SECRET, b, 7);
        Ticket again = ticket(b, new Place.Peer(ann));

        // When
        TakeResult second = await(stores.peers().take(ann, s1, SECRET, 7, again, 0));
        TakeResult other = take(s1, SECRET, b, 8);

        // Then
        assertThat(second.record()).isEqualTo(first.record());
        assertThat(second.change().released()).containsExactly(again.hold());
        assertThat(Objects.requireNonNull(other.record()).generation()).isEqualTo(3);
        assertThat(other.record().previous()).isEqualTo(b);
    }

    @Test
    void whoDoesNotKnowTheSecretIsToldThatThereIsNoSuchSession() {
        // Given
        open(s1, a);
        Ticket ticket = ticket(b, new Place.Peer(ann));

        // When
        TakeResult wrong = await(stores.peers().take(ann, s1, SecretHash.of("guess"), 7, ticket, 0));
        TakeResult absent = take(s2, SECRET, b, 7);

        // Then
        assertThat(List.of(wrong, absent)).allMatch(result -> result.record() == null);
        assertThat(List.of(wrong, absent))
                .extracting(result -> result.change().verdict())
                .containsOnly(Verdict.ABSENT);
        assertThat(wrong.change().released()).containsExactly(ticket.hold());
        assertThat(Objects.requireNonNull(await(stores.peers().locate(ann, s1, 0)))
                        .home())
                .isEqualTo(a);
    }

    @Test
    void theWindowBeginsWhenTheSocketWasLost() {
        // Given
        open(s1, a);
        await(stores.peers().lose(ann, s1, 1, 2_000));
        await(stores.peers().lose(ann, s1, 1, 0));

        // When
        NOW.addAndGet(WINDOW_MS - 2_001);
        SessionRecord before = await(stores.peers().locate(ann, s1, 0));
        NOW.addAndGet(1);
        SessionRecord after = await(stores.peers().locate(ann, s1, 0));

        // Then
        assertThat(Objects.requireNonNull(before).isLost()).isTrue();
        assertThat(after).isNull();
    }

    @Test
    void nobodyTakesASessionPastItsWindow() {
        // Given
        open(s1, a);
        await(stores.peers().enter(ann, s1, new Step(1, 1), new RoomId("r")));
        await(stores.peers().lose(ann, s1, 1, 0));
        NOW.addAndGet(WINDOW_MS);

        // When
        TakeResult late = take(s1, SECRET, b, 7);

        // Then
        assertThat(late.change().verdict()).isEqualTo(Verdict.ABSENT);
        assertThat(late.change().presence().state()).isEqualTo(PresenceState.OFFLINE);
        assertThat(Objects.requireNonNull(late.record()).isOver()).isTrue();
        assertThat(late.record().rooms()).containsOnlyKeys(new RoomId("r"));
        NOW.addAndGet(-WINDOW_MS);
        assertThat(take(s1, SECRET, b, 8).change().verdict()).isEqualTo(Verdict.ABSENT);
    }

    @Test
    void whatALostGatewayStillDoesForASessionIsRefused() {
        // Given
        open(s1, a);
        SessionRecord taken = Objects.requireNonNull(take(s1, SECRET, b, 7).record());

        // When
        List<PeerChange> late = List.of(
                await(stores.peers().lose(ann, s1, 1, 0)),
                await(stores.peers().enter(ann, s1, new Step(1, 9), new RoomId("r"))),
                await(stores.peers().exit(ann, s1, new Step(1, 9), new RoomId("r"))),
                await(stores.peers().end(ann, s1, 1)),
                open(s1, a));

        // Then
        assertThat(late).extracting(PeerChange::verdict).containsOnly(Verdict.SUPERSEDED);
        assertThat(await(stores.peers().locate(ann, s1, 0))).isEqualTo(taken);
    }

    @Test
    void aRecordNamesTheRoomsThatTheLastStepSays() {
        // Given
        RoomId left = new RoomId("left");
        RoomId joinedAgain = new RoomId("joined again");
        open(s1, a);

        // When
        await(stores.peers().enter(ann, s1, new Step(1, 1), left));
        await(stores.peers().exit(ann, s1, new Step(1, 2), left));
        await(stores.peers().enter(ann, s1, new Step(1, 3), joinedAgain));
        await(stores.peers().enter(ann, s1, new Step(1, 5), joinedAgain));
        await(stores.peers().exit(ann, s1, new Step(1, 4), joinedAgain));

        // Then
        assertThat(Objects.requireNonNull(await(stores.peers().locate(ann, s1, 0)))
                        .rooms())
                .containsOnlyKeys(joinedAgain);
        assertThat(await(stores.peers().enter(ann, s2, new Step(1, 1), left)).verdict())
                .isEqualTo(Verdict.ABSENT);
    }

    @Test
    void stepsBeforeATakeOverAreEarlierThanThoseAfter() {
        // Given
        RoomId room = new RoomId("r");
        open(s1, a);
        await(stores.peers().enter(ann, s1, new Step(1, 90), room));
        take(s1, SECRET, b, 7);

        // When
        PeerChange exit = await(stores.peers().exit(ann, s1, new Step(2, 1), room));

        // Then
        assertThat(exit.verdict()).isEqualTo(Verdict.DONE);
        assertThat(Objects.requireNonNull(await(stores.peers().locate(ann, s1, 0)))
                        .rooms())
                .isEmpty();
    }

    @Test
    void aLostNodesSessionsWaitForTheirWindows() {
        // Given
        open(s1, a);
        open(s2, a);
        await(stores.peers().lose(ann, s2, 1, 5_000));
        await(stores.peers().watch(ann, ticket(a, new Place.Peer(ann))));
        await(stores.peers().watch(ann, ticket(b, new Place.Peer(ann))));

        // When
        PeerLoss first = await(stores.peers().loseNode(ann, a, 0));
        NOW.addAndGet(15_000);
        PeerLoss later = await(stores.peers().loseNode(ann, a, 0));

        // Then
        long lostAt = NOW.get() - 15_000;
        assertThat(first.change().presence().state()).isEqualTo(PresenceState.RECONNECTING);
        assertThat(first.change().changed()).isTrue();
        assertThat(first.change().watchers()).containsExactly(b.node());
        assertThat(first.change().released()).hasSize(1);
        assertThat(deadline(first, s1)).isEqualTo(lostAt + WINDOW_MS);
        assertThat(deadline(first, s2)).isEqualTo(lostAt + WINDOW_MS - 5_000);
        assertThat(later.sessions().get(s1)).isEqualTo(first.sessions().get(s1));
        assertThat(Objects.requireNonNull(later.sessions().get(s2)).isOver()).isTrue();
        assertThat(later.change().presence().sessions()).isEqualTo(1);
        assertThat(await(stores.peers().end(ann, s2, 1)).changed()).isFalse();
    }

    @Test
    void whatAnotherHomeHasTakenOverIsNotLost() {
        // Given
        open(s1, a);
        await(stores.peers().loseNode(ann, a, 0));
        SessionRecord taken = Objects.requireNonNull(take(s1, SECRET, b, 7).record());

        // When
        PeerLoss again = await(stores.peers().loseNode(ann, a, 0));

        // Then
        assertThat(again.sessions()).isEmpty();
        assertThat(await(stores.peers().locate(ann, s1, 0))).isEqualTo(taken);
    }

    @Test
    void aTakeOverThatRacesWithTheEndOfTheWindowHasOneWinner() {
        // Given
        List<SessionId> sessions =
                IntStream.range(0, 50).mapToObj(i -> new SessionId("racer" + i)).toList();
        Place.Peer place = new Place.Peer(ann);
        sessions.forEach(
                session -> await(stores.peers().open(ann, session, SECRET, 0, ticket(a, place), SessionLimit.NONE)));
        List<Ticket> tickets =
                sessions.stream().map(session -> ticket(b, place)).toList();

        // When
        List<Future<TakeResult>> takes = new ArrayList<>();
        List<Future<PeerLoss>> losses = new ArrayList<>();
        for (int i = 0; i < sessions.size(); i++) {
            takes.add(stores.peers().take(ann, sessions.get(i), SECRET, i, tickets.get(i), 0));
            if (i == 25) {
                losses.add(stores.peers().loseNode(ann, a, 0));
            }
        }
        Map<SessionId, SessionRecord> over = await(losses.get(0)).sessions();

        // Then
        for (int i = 0; i < sessions.size(); i++) {
            boolean taken = await(takes.get(i)).change().verdict() == Verdict.DONE;
            assertThat(over.containsKey(sessions.get(i))).isNotEqualTo(taken);
            assertThat(await(stores.peers().locate(ann, sessions.get(i), 0)) != null)
                    .isEqualTo(taken);
        }
    }

    @Test
    void aTicketThatIsTooOldIsRefused() {
        // Given
        open(s2, a);
        Ticket ticket = ticket(a, new Place.Peer(ann));

        // When
        NOW.addAndGet(Ticket.VALID_MS + 1);

        // Then
        assertThatThrownBy(() -> await(stores.peers().open(ann, s1, SECRET, WINDOW_MS, ticket, SessionLimit.NONE)))
                .hasMessageContaining("too late");
        assertThatThrownBy(() -> await(stores.peers().take(ann, s2, SECRET, 1, ticket, 0)))
                .hasMessageContaining("too late");
        assertThatThrownBy(() -> await(stores.peers().watch(ann, ticket))).hasMessageContaining("too late");
        assertThat(await(stores.peers().locate(ann, s1, 0))).isNull();
    }

    @Test
    void watchersAreToldUntilTheyStop() {
        // Given
        Place.Peer place = new Place.Peer(ann);

        // When
        PeerChange watched = await(stores.peers().watch(ann, ticket(b, place)));
        PeerChange twice = await(stores.peers().watch(ann, ticket(b, place)));
        PeerChange online = open(s1, a);
        PeerChange unwatched = await(stores.peers().unwatch(ann, b));
        PeerChange offline = await(stores.peers().end(ann, s1, 1));

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
        PeerChange watched = await(stores.peers().watch(ann, ticket(b, new Place.Peer(ann))));
        await(stores.peers().unwatch(ann, b));

        // When
        PeerChange back = await(stores.peers().watch(ann, ticket(b, new Place.Peer(ann))));

        // Then
        assertThat(back.presence().version()).isGreaterThan(watched.presence().version());
    }

    private PeerChange open(SessionId session, NodeLife home) {
        Ticket ticket = ticket(home, new Place.Peer(ann));
        return await(stores.peers().open(ann, session, SECRET, WINDOW_MS, ticket, SessionLimit.NONE))
                .change();
    }

    private TakeResult take(SessionId session, SecretHash secret, NodeLife home, long attempt) {
        return await(stores.peers().take(ann, session, secret, attempt, ticket(home, new Place.Peer(ann)), 0));
    }

    private static long deadline(PeerLoss loss, SessionId session) {
        return Objects.requireNonNull(loss.sessions().get(session)).deadline();
    }
}
