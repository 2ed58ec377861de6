package io.chappe.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.SessionId;
import io.chappe.core.protocol.ClientMessage;
import io.chappe.core.protocol.Target;
import io.chappe.core.protocol.Want;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallNotesTest {
    private static final Target BOB = new Target.ToSession(new SessionId("bob"));

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final CallNotes notes = new CallNotes(registry);

    private static ClientMessage.Signal signal(Target to, String kind) {
        return new ClientMessage.Signal(1, to, kind, RawJson.of("{}"), Want.RELAYED, 0, 3_000, null);
    }

    private long taken(int signals) {
        return IntStream.range(0, signals)
                .filter(i -> notes.takes(signal(BOB, "offer")))
                .count();
    }

    private double dropped() {
        return registry.get("chappe.calls.dropped").functionCounter().count();
    }

    @Test
    void signalsOfANegotiationToOneAreTaken() {
        // When
        boolean taken = notes.takes(signal(BOB, "candidate"));

        // Then
        assertThat(taken).isTrue();
        assertThat(notes.takes(signal(BOB, "chat"))).isFalse();
        assertThat(notes.takes(signal(new Target.ToRoom(new RoomId("r")), "offer")))
                .isFalse();
        assertThat(dropped()).isZero();
    }

    @Test
    void whatIsAboveTheBudgetIsCountedAlone() {
        // When
        long taken = taken(3 * CallNotes.MOST_AT_ONCE);

        // Then
        assertThat(taken).isEqualTo(CallNotes.MOST_AT_ONCE);
        assertThat(dropped()).isEqualTo(2 * CallNotes.MOST_AT_ONCE);
    }

    @Test
    void theBudgetGrowsWithTimeAndNotWithoutAnEnd() {
        // Given
        taken(3 * CallNotes.MOST_AT_ONCE);

        // When
        notes.refill();

        // Then
        assertThat(taken(CallNotes.MOST_AT_ONCE)).isEqualTo(CallNotes.MORE);
        IntStream.range(0, 100).forEach(i -> notes.refill());
        assertThat(taken(3 * CallNotes.MOST_AT_ONCE)).isEqualTo(CallNotes.MOST_AT_ONCE);
    }
}
