package io.chappe.presence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.model.NodeLife;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.SecretHash;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.SessionLimit;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store has to do where a peer may have no more sessions. */
public abstract class SessionLimitContract extends StoreContract {
    private static final SecretHash SECRET = SecretHash.of("secret");
    private static final SessionLimit ONE = new SessionLimit(1, false);
    private static final SessionLimit TWO = new SessionLimit(2, false);
    private static final SessionLimit THE_LAST = new SessionLimit(1, true);

    private final SessionId s3 = new SessionId("s3");

    @Test
    void aSessionTooManyIsRefused() {
        // Given
        open(s1, a, TWO);
        open(s2, b, TWO);

        // When
        OpenResult third = open(s3, b, TWO);

        // Then
        assertThat(third.change().verdict()).isEqualTo(Verdict.FULL);
        assertThat(third.change().released()).hasSize(1);
        assertThat(third.change().presence().sessions()).isEqualTo(2);
        assertThat(third.over()).isEmpty();
        assertThat(isThere(s1) && isThere(s2)).isTrue();
        assertThat(isThere(s3)).isFalse();
    }

    @Test
    void aSessionThatHasEndedLeavesItsPlace() {
        // Given
        open(s1, a, ONE);
        await(stores.peers().end(ann, s1, 1));

        // When
        OpenResult next = open(s2, b, ONE);

        // Then
        assertThat(next.change().verdict()).isEqualTo(Verdict.DONE);
    }

    @Test
    void aSessionWithoutASocketMakesRoomAndIsNobodysAnyMore() {
        // Given
        open(s1, a, ONE);
        await(stores.peers().enter(ann, s1, new Step(1, 1), new RoomId("room")));
        await(stores.peers().lose(ann, s1, 1, 0));

        // When
        OpenResult next = open(s2, b, ONE);

        // Then
        assertThat(next.change().verdict()).isEqualTo(Verdict.DONE);
        assertThat(next.change().presence().sessions()).isEqualTo(1);
        SessionRecord displaced = Objects.requireNonNull(next.over().get(s1));
        assertThat(displaced.home()).isEqualTo(a);
        assertThat(displaced.rooms()).containsOnlyKeys(new RoomId("room"));
        assertThat(isThere(s1)).isFalse();
        assertThat(isThere(s2)).isTrue();
        Ticket ticket = ticket(a, new Place.Peer(ann));
        assertThat(await(stores.peers().take(ann, s1, SECRET, 1, ticket, 0))
                        .change()
                        .verdict())
                .isEqualTo(Verdict.ABSENT);
    }

    @Test
    void ofThoseWithoutASocketTheOneGoesWhoseWindowEndsNext() {
        // Given
        open(s1, a, TWO);
        open(s2, b, TWO);
        await(stores.peers().lose(ann, s1, 1, 0));
        await(stores.peers().lose(ann, s2, 1, 5_000));

        // When
        OpenResult next = open(s3, b, TWO);

        // Then
        assertThat(next.over()).containsOnlyKeys(s2);
        assertThat(isThere(s1)).isTrue();
    }

    @Test
    void whereTheLastOneCountsItReplacesAllOthers() {
        // Given
        open(s1, a, SessionLimit.NONE);
        open(s2, b, SessionLimit.NONE);

        // When
        OpenResult last = open(s3, b, THE_LAST);

        // Then
        assertThat(last.change().verdict()).isEqualTo(Verdict.DONE);
        assertThat(last.change().presence().sessions()).isEqualTo(1);
        assertThat(last.over()).containsOnlyKeys(s1, s2);
        assertThat(isThere(s3)).isTrue();
    }

    @Test
    void askedAgainItNamesThoseWhoAreStillToGo() {
        // Given
        open(s1, a, THE_LAST);
        open(s2, b, THE_LAST);

        // When
        OpenResult again = open(s2, b, THE_LAST);

        // Then
        assertThat(again.change().verdict()).isEqualTo(Verdict.DONE);
        assertThat(again.over()).containsOnlyKeys(s1);
    }

    @Test
    void whoWasReplacedIsNotOpenedByWhatComesLate() {
        // Given
        open(s1, a, THE_LAST);
        open(s2, b, THE_LAST);

        // When
        OpenResult late = open(s1, a, THE_LAST);

        // Then
        assertThat(late.change().verdict()).isEqualTo(Verdict.SUPERSEDED);
        assertThat(isThere(s2)).isTrue();
    }

    @Test
    void whoWasReplacedIsNotThereForItsGatewayEither() {
        // Given
        open(s1, a, THE_LAST);
        open(s2, b, THE_LAST);

        // When
        List<Verdict> verdicts = List.of(
                await(stores.peers().enter(ann, s1, new Step(1, 1), new RoomId("room")))
                        .verdict(),
                await(stores.peers().lose(ann, s1, 1, 0)).verdict(),
                await(stores.peers()
                                .restore(
                                        ann,
                                        s1,
                                        new HeldSession(1, SECRET, 20_000, -1),
                                        ticket(a, new Place.Peer(ann))))
                        .verdict());

        // Then
        assertThat(verdicts).containsExactly(Verdict.ABSENT, Verdict.ABSENT, Verdict.SUPERSEDED);
        assertThat(isThere(s1)).isFalse();
    }

    @Test
    void ofManyAtOnceNoMoreComeInThanMay() {
        // Given
        List<Ticket> tickets = IntStream.range(0, 20)
                .mapToObj(i -> ticket(a, new Place.Peer(ann)))
                .toList();

        // When
        List<Future<OpenResult>> all = IntStream.range(0, 20)
                .mapToObj(i -> stores.peers().open(ann, new SessionId("many" + i), SECRET, 20_000, tickets.get(i), TWO))
                .toList();

        // Then
        assertThat(all.stream()
                        .map(StoreContract::await)
                        .map(result -> result.change().verdict()))
                .filteredOn(verdict -> verdict == Verdict.DONE)
                .hasSize(2);
    }

    private OpenResult open(SessionId session, NodeLife home, SessionLimit limit) {
        return await(stores.peers().open(ann, session, SECRET, 20_000, ticket(home, new Place.Peer(ann)), limit));
    }

    private boolean isThere(SessionId session) {
        return await(stores.peers().locate(ann, session, 0)) != null;
    }
}
