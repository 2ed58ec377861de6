package io.chappe.tests.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The ledger itself must be able to fail. */
class BalanceTest {
    private final Entries entries = new Entries();

    @Test
    void okDeliveredOnceIsKept() {
        // Given
        int sequence = entries.sent();
        entries.delivered(sequence);

        // When
        entries.answered(sequence, "ok");

        // Then
        assertThat(entries.balance()).isEqualTo(new Balance(1, 0, 0, 0, 0, Map.of()));
        assertThat(entries.balance().isKept()).isTrue();
    }

    @Test
    void okNeverDeliveredIsLost() {
        // When
        entries.answered(entries.sent(), "ok");

        // Then
        assertThat(entries.balance().lost()).isEqualTo(1);
        assertThat(entries.balance().isKept()).isFalse();
    }

    @Test
    void aSecondDeliveryIsAFailureWhateverTheAnswer() {
        // Given
        int ok = entries.sent();
        int refused = entries.sent();

        // When
        for (int sequence : new int[] {ok, ok, refused, refused}) {
            entries.delivered(sequence);
        }

        // Then
        assertThat(entries.balance().twice()).isEqualTo(2);
    }

    @Test
    void noAnswerIsSilence() {
        // When
        entries.sent();

        // Then
        assertThat(entries.balance().silent()).isEqualTo(1);
        assertThat(entries.isSettled()).isFalse();
    }

    @Test
    void anErrorMayBeDeliveredOnce() {
        // Given
        int sequence = entries.sent();
        entries.delivered(sequence);

        // When
        entries.answered(sequence, "timeout");

        // Then
        assertThat(entries.balance().isKept()).isTrue();
        assertThat(entries.balance().errors()).isEqualTo(Map.of("timeout", 1));
    }

    @Test
    void behindALaterOneIsMisordered() {
        // Given
        int first = entries.sent();
        int second = entries.sent();
        entries.delivered(second);

        // When
        entries.delivered(first);

        // Then
        assertThat(entries.balance().misordered()).isEqualTo(1);
    }

    @Test
    void fromAMomentOnlyWhatWasSentSinceCounts() {
        // Given
        entries.answered(entries.sent(), "reconnecting");
        entries.answered(entries.sent(), "ok");
        long moment = System.nanoTime();
        entries.delivered(entries.sent());

        // When
        Balance later = entries.balanceFrom(moment);

        // Then
        assertThat(later).isEqualTo(new Balance(1, 0, 0, 1, 0, Map.of()));
        assertThat(entries.balance()).isEqualTo(new Balance(3, 1, 0, 1, 0, Map.of("reconnecting", 1)));
    }
}
