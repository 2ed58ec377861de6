package io.chappe.gateway.protocol.chappe;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.model.ErrorCode;
import io.chappe.node.config.ConfigLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NegotiationTest {
    private final Negotiation negotiation = new Negotiation(ConfigLoader.parse(
            NativeConfig.class, "{maxDescriptionBytes: 5000, maxCandidateBytes: 300, maxCandidates: 3}"));

    @ParameterizedTest
    @CsvSource({
        "offer, 5000,",
        "offer, 5001, TOO_LARGE",
        "answer, 5000,",
        "answer, 5001, TOO_LARGE",
        "candidate, 300,",
        "candidate, 301, TOO_LARGE",
        "chat, 200000,"
    })
    void takesWhatHasItsSize(String kind, int bytes, ErrorCode expected) {
        assertThat(negotiation.refusal(kind, bytes)).isEqualTo(expected);
    }

    @Test
    void takesSoManyCandidatesForEachDescription() {
        // Given
        negotiation.refusal("offer", 1);
        for (int i = 0; i < 6; i++) {
            assertThat(negotiation.refusal("candidate", 1)).isNull();
        }

        // When
        ErrorCode tooMany = negotiation.refusal("candidate", 1);

        // Then
        assertThat(tooMany).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(negotiation.refusal("answer", 1)).isNull();
        assertThat(negotiation.refusal("candidate", 1)).isNull();
    }

    @Test
    void anOfferThatIsTooLargeAllowsNothing() {
        // Given
        for (int i = 0; i < 3; i++) {
            negotiation.refusal("candidate", 1);
        }

        // When
        negotiation.refusal("offer", 5_001);

        // Then
        assertThat(negotiation.refusal("candidate", 1)).isEqualTo(ErrorCode.RATE_LIMITED);
    }
}
