package io.chappe.tests.ledger;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What was only to be relayed may be refused, or lost with a socket, but never come twice nor stay without an answer. */
class AccountTest {
    private final Entries relayed = new Entries();

    private Account account() {
        return new Account(2, Balance.NOTHING, relayed.balance(), 0, new Events());
    }

    @Test
    void oneThatIsLostWithItsSocketIsKept() {
        // When
        relayed.answered(relayed.sent(), "ok");

        // Then
        assertThatCode(() -> account().assertKept()).doesNotThrowAnyException();
        assertThatThrownBy(() -> account().assertAllRelayed())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("relayed: 1 signals: 1 lost");
    }

    @Test
    void oneThatIsRefusedIsKept() {
        // When
        relayed.answered(relayed.sent(), "reconnecting");

        // Then
        assertThatCode(() -> account().assertKept()).doesNotThrowAnyException();
        assertThatThrownBy(() -> account().assertAllRelayed())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(Map.of("reconnecting", 1).toString());
    }

    @Test
    void oneThatComesTwiceIsNot() {
        // Given
        int sequence = relayed.sent();
        relayed.answered(sequence, "ok");
        relayed.delivered(sequence);

        // When
        relayed.delivered(sequence);

        // Then
        assertThatThrownBy(() -> account().assertKept()).isInstanceOf(AssertionError.class);
    }

    @Test
    void oneWithoutAnAnswerIsNot() {
        // When
        relayed.sent();

        // Then
        assertThatThrownBy(() -> account().assertKept()).isInstanceOf(AssertionError.class);
    }
}
