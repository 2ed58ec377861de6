package io.chappe.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class InboxTest {
    private static final int SIZE = 500;

    private final FakeOutlet outlet = new FakeOutlet();
    private final List<Long> given = new ArrayList<>();
    private final Inbox inbox = new Inbox(outlet, signal -> given.add(signal.id()));

    @Test
    void whatIsGivenOutIsAcknowledged() {
        // When
        chained(5, 0);

        // Then
        assertThat(given).containsExactly(5L);
        assertThat(outlet.take()).containsExactly(new JsonObject("{\"type\":\"ack\",\"from\":\"ann\",\"id\":5}"));
    }

    @Test
    void aRepeatedSignalIsOnlyAcknowledgedAgain() {
        // Given
        chained(5, 0);
        chained(6, 5);
        outlet.take();

        // When
        chained(6, 5);
        chained(5, 0);

        // Then
        assertThat(given).containsExactly(5L, 6L);
        assertThat(outlet.takeIds()).containsExactly(6L, 5L);
    }

    @Test
    void whatHasOvertakenWaitsForTheOneBeforeIt() {
        // Given
        chained(5, 0);
        outlet.take();

        // When
        chained(9, 8);
        chained(8, 5);

        // Then
        assertThat(given).containsExactly(5L, 8L, 9L);
        assertThat(outlet.takeIds()).containsExactly(8L, 9L);
    }

    @Test
    void theFirstOfAChainMayBeOvertakenToo() {
        // When
        chained(8, 5);
        chained(5, 0);

        // Then
        assertThat(given).containsExactly(5L, 8L);
    }

    @Test
    void aSignalThatNowNamesAnEarlierOneWaitsNoLonger() {
        // Given: 8 will never come
        chained(5, 0);
        chained(9, 8);

        // When
        chained(9, 5);

        // Then
        assertThat(given).containsExactly(5L, 9L);
        chained(8, 5);
        assertThat(given).containsExactly(5L, 9L);
    }

    @Test
    void sixtyFourAreHeldForOneSenderAndNoMore() {
        // Given
        chained(1, 0);
        LongStream.rangeClosed(3, 67).forEach(id -> chained(id, id - 1));

        // When
        chained(2, 1);

        // Then: 67 was one too many, and its sender must repeat it
        assertThat(given).hasSize(66).endsWith(66L);
        assertThat(outlet.takeIds()).doesNotContain(67L);
        chained(67, 66);
        assertThat(given).endsWith(67L);
    }

    @Test
    void largeOnesAreHeldUpToTheirSize() {
        // Given: 256 KiB are room for two of these
        chained(1, 0);
        LongStream.rangeClosed(3, 5).forEach(id -> arrive("ann", null, id, id - 1, 100 * 1024));

        // When
        chained(2, 1);

        // Then
        assertThat(given).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void oneSendersGapHoldsUpNobodyElse() {
        // Given
        chained(9, 8);

        // When
        arrive("bob", null, 3, 0, SIZE);

        // Then
        assertThat(given).containsExactly(3L);
    }

    @Test
    void manySendersTogetherCannotFillTheHeap() {
        // When
        for (int sender = 0; sender < 100; sender++) {
            for (long id = 3; id < 60; id++) {
                arrive("s" + sender, null, id, id - 1, SIZE);
            }
        }

        // Then: what was held is given out when its time comes, and the rest is not
        for (int sender = 0; sender < 100; sender++) {
            arrive("s" + sender, null, 2, 0, SIZE);
        }
        assertThat(given).hasSize(100 + 1_024);
    }

    @Test
    void signalsToARoomMayOvertakeAndComeOnce() {
        // When
        arrive("ann", "r", 7, 0, SIZE);
        arrive("ann", "r", 4, 0, SIZE);
        arrive("ann", "r", 7, 0, SIZE);
        arrive("ann", "r", 4, 0, SIZE);

        // Then
        assertThat(given).containsExactly(7L, 4L);
        assertThat(outlet.takeIds()).containsExactly(7L, 4L, 7L, 4L);
    }

    @Test
    void theLast256AreKnownAndOnOlderOnesNothingIsSaid() {
        // Given
        LongStream.rangeClosed(1, 300).forEach(id -> arrive("ann", "r", id, 0, SIZE));
        outlet.take();

        // When
        arrive("ann", "r", 45, 0, SIZE);
        arrive("ann", "r", 44, 0, SIZE);

        // Then
        assertThat(given).hasSize(300);
        assertThat(outlet.takeIds()).containsExactly(45L);
    }

    @Test
    void aRoomsSignalsDoNotDisturbAChain() {
        // Given
        chained(5, 0);
        chained(8, 5);

        // When
        arrive("ann", "r", 20, 0, SIZE);
        chained(12, 8);

        // Then
        assertThat(given).containsExactly(5L, 8L, 20L, 12L);
    }

    @Test
    void acknowledgmentsWaitForTheNewSocket() {
        // Given
        outlet.up = false;
        chained(5, 0);

        // When
        outlet.up = true;
        inbox.onResumed();

        // Then
        assertThat(outlet.takeIds()).containsExactly(5L);
    }

    @Test
    void aNewSessionRemembersNothing() {
        // Given
        chained(5, 0);
        chained(9, 8);
        inbox.onNewSession();

        // When
        chained(9, 0);

        // Then
        assertThat(given).containsExactly(5L, 9L);
    }

    @Test
    void aRelayedSignalThatItsSenderRepeatsComesOnceAndIsNotAcknowledged() {
        // When
        LongStream.of(7, 8, 7, 9, 8).forEach(id -> relayed("ann", id));

        // Then
        assertThat(given).containsExactly(7L, 8L, 9L);
        assertThat(outlet.take()).isEmpty();
    }

    @Test
    void relayedSignalsMayOvertakeAndThoseWithoutAnIdAreNeverTakenForRepeated() {
        // When
        LongStream.of(7, 4, 0, 0).forEach(id -> relayed("ann", id));

        // Then
        assertThat(given).containsExactly(7L, 4L, 0L, 0L);
    }

    @Test
    void theSameIdOfAnotherSenderOrOfANewSessionOfTheSamePeerIsAnotherRelayedSignal() {
        // When
        List.of("ann", "bob", "ann again", "bob").forEach(session -> relayed(session, 7));

        // Then
        assertThat(given).containsExactly(7L, 7L, 7L);
    }

    @Test
    void aNewSessionRemembersNoRelayedSignals() {
        // Given
        relayed("ann", 7);
        inbox.onNewSession();

        // When
        relayed("ann", 7);

        // Then
        assertThat(given).containsExactly(7L, 7L);
    }

    @Test
    void theLast256RelayedSignalsAreKnownAndOlderOnesAreGivenOut() {
        // Given
        LongStream.rangeClosed(1, 300).forEach(id -> relayed("ann", id));

        // When
        LongStream.of(45, 300, 44, 44, 45).forEach(id -> relayed("ann", id));

        // Then: to drop what is not known any more could lose it
        assertThat(given.subList(300, given.size())).containsExactly(44L, 44L);
    }

    @Test
    void theTenThousandSendersOfRelayedSignalsHeardLastAreKnown() {
        // Given
        LongStream.range(0, 10_000).forEach(sender -> relayed("s" + sender, 7));

        // When
        List.of("s0", "one more", "s0", "s1").forEach(session -> relayed(session, 7));

        // Then
        assertThat(given).hasSize(10_000 + 2);
    }

    @Test
    void manyRelayedSignalsChangeNothingForThoseThatWantToBeReceived() {
        // Given
        chained(5, 0);
        chained(9, 8);
        arrive("ann", "r", 20, 0, SIZE);
        LongStream.rangeClosed(100, 500).forEach(id -> relayed("ann", id));
        LongStream.rangeClosed(1, 10_000).forEach(sender -> relayed("s" + sender, 7));
        given.clear();
        outlet.take();

        // When
        arrive("ann", "r", 10, 0, SIZE);
        arrive("ann", "r", 20, 0, SIZE);
        chained(8, 5);

        // Then
        assertThat(given).containsExactly(10L, 8L, 9L);
        assertThat(outlet.takeIds()).containsExactly(10L, 20L, 8L, 9L);
    }

    private void relayed(String from, long id) {
        inbox.onRelayed(new Signal(from, "p", null, "k", null, id));
    }

    private void chained(long id, long prev) {
        arrive("ann", null, id, prev, SIZE);
    }

    private void arrive(String from, @org.jspecify.annotations.Nullable String room, long id, long prev, int size) {
        inbox.onSignal(new Arrival(new Signal(from, "p", room, "k", null, id), prev, size));
    }
}
