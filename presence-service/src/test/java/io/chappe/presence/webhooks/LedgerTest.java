package io.chappe.presence.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.presence.store.JournalStore.JournalEntry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may post, as all read it. */
class LedgerTest {
    private static final Standing TEN = Standing.NEW.at(10, 1_000);
    private final List<JournalEntry> entries = new ArrayList<>();

    private LedgerTest at(long ms, String text) {
        entries.add(new JournalEntry(entries.size() + 1, ms, text));
        return this;
    }

    private Ledger read() {
        return Ledger.read(entries);
    }

    @Test
    void theFirstOfTwoClaimsCounts() {
        // When
        Ledger ledger =
                at(1_000, Ledger.claim("a")).at(1_001, Ledger.claim("b")).read();

        // Then
        assertThat(ledger.isHeldBy(1)).isTrue();
        assertThat(ledger.isHeldBy(2)).isFalse();
        assertThat(ledger.until()).isEqualTo(16_000);
    }

    @Test
    void whoSaysSoKeepsIt() {
        // When
        Ledger ledger = at(1_000, Ledger.claim("a"))
                .at(12_000, Ledger.note(1, TEN))
                .at(20_000, Ledger.claim("b"))
                .read();

        // Then
        assertThat(ledger.isHeldBy(1)).isTrue();
        assertThat(ledger.standing()).isEqualTo(TEN);
    }

    @Test
    void whoIsSilentLosesItAndHasNoSayAnyMore() {
        // When
        Ledger ledger = at(1_000, Ledger.claim("a"))
                .at(2_000, Ledger.note(1, TEN))
                .at(17_001, Ledger.claim("b"))
                .at(17_500, Ledger.note(1, TEN.at(99, 99)))
                .at(17_600, Ledger.leave(1, TEN.at(99, 99), 0))
                .read();

        // Then
        assertThat(ledger.isHeldBy(3)).isTrue();
        assertThat(ledger.standing()).isEqualTo(TEN);
    }

    @Test
    void whoLeavesLetsOthersPostAfterTheWait() {
        // When
        Ledger ledger = at(1_000, Ledger.claim("a"))
                .at(2_000, Ledger.leave(1, TEN, 500))
                .at(2_499, Ledger.claim("b"))
                .at(2_500, Ledger.claim("c"))
                .read();

        // Then
        assertThat(ledger.isHeldBy(4)).isTrue();
    }

    @Test
    void whoLeavesWithoutAWaitCanBeFollowedAtOnce() {
        // When
        Ledger ledger = at(1_000, Ledger.claim("a"))
                .at(2_000, Ledger.leave(1, TEN, 0))
                .at(2_000, Ledger.claim("b"))
                .read();

        // Then
        assertThat(ledger.isHeldBy(3)).isTrue();
    }

    @Test
    void aWebhookThatBeginsAnewHasNoHolder() {
        // When
        Ledger ledger = at(1_000, Ledger.claim("a"))
                .at(2_000, Ledger.start(50, 1_999))
                .at(2_001, Ledger.note(1, TEN))
                .read();

        // Then
        assertThat(ledger.isHeld()).isFalse();
        assertThat(ledger.standing().done()).isEqualTo(50);
    }

    @Test
    void oneThatWasChangedWaitsNoLonger() {
        // When
        Ledger ledger = at(1_000, Ledger.claim("a"))
                .at(2_000, Ledger.leave(1, TEN, 60_000))
                .at(2_100, Ledger.fresh())
                .at(2_200, Ledger.claim("b"))
                .read();

        // Then
        assertThat(ledger.isHeldBy(4)).isTrue();
    }

    @Test
    void anOrderStaysWhenItsEntryIsForgotten() {
        // Given
        at(1_000, Ledger.claim("a")).at(1_001, Ledger.replay(7)).at(1_002, Ledger.note(1, TEN));
        Standing noted = read().standing();
        entries.clear();

        // When
        Ledger ledger = at(1_003, Ledger.note(1, noted)).read();

        // Then
        assertThat(ledger.standing().ordered()).isEqualTo(7);
    }

    @Test
    void ofAJournalThatWasCutAClaimAtItsEdgeIsLeftToItsNotes() {
        // Given: a claim that did not count, as another holds it
        at(1_000, Ledger.claim("b"));
        while (entries.size() < Ledger.KEPT) {
            at(1_100 + entries.size(), Ledger.note(0, TEN));
        }

        // When
        Ledger ledger = read();

        // Then
        assertThat(ledger.isHeldBy(0)).isTrue();
    }
}
