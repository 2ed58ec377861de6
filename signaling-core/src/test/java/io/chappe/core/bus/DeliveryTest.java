package io.chappe.core.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.SessionId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeliveryTest {
    @Test
    void whatNodesReachedAndMissedAddsUp() {
        // Given
        SessionId gone = SessionId.random();

        // When
        Delivery sum = Delivery.ONE
                .plus(Delivery.missed(List.of(gone), ErrorCode.TIMEOUT))
                .plus(Delivery.NONE)
                .plus(Delivery.ONE);

        // Then
        assertThat(sum).isEqualTo(new Delivery(2, 0, 1, List.of(gone), ErrorCode.TIMEOUT));
    }

    @Test
    void theFirstReasonStands() {
        // When
        Delivery sum = Delivery.missed(sessions(1), ErrorCode.NO_SUCH_SESSION)
                .plus(Delivery.missed(sessions(1), ErrorCode.TIMEOUT));

        // Then
        assertThat(sum.reason()).isEqualTo(ErrorCode.NO_SUCH_SESSION);
    }

    @Test
    void manyMissedAreCountedButNotAllNamed() {
        // When
        Delivery sum = Delivery.missed(sessions(150), ErrorCode.TIMEOUT)
                .plus(Delivery.missed(sessions(150), ErrorCode.TIMEOUT));

        // Then
        assertThat(sum.missed()).isEqualTo(300);
        assertThat(sum.missing()).hasSize(Delivery.MAX_MISSING);
    }

    @Test
    void anotherNodesTooLongListIsCut() {
        // Given
        WireWriter tooLong = new WireWriter(8_192)
                .number(0)
                .number(0)
                .number(150)
                .list(sessions(150), Wire::session)
                .text(ErrorCode.TIMEOUT.wireName());

        // When
        Delivery read = Delivery.read(new WireReader(tooLong.toBuffer()));

        // Then
        assertThat(read.missing()).hasSize(Delivery.MAX_MISSING);
    }

    @Test
    void aboutWhomNobodySaysAnythingIsMissed() {
        // Given
        Delivery said = Delivery.reached(2).plus(Delivery.missed(sessions(1), ErrorCode.TIMEOUT));

        // When // Then
        assertThat(said.outOf(3)).isEqualTo(said);
        assertThat(said.outOf(2)).isEqualTo(said);
        assertThat(said.outOf(5).missed()).isEqualTo(3);
        assertThat(said.outOf(5).reason()).isEqualTo(ErrorCode.TIMEOUT);
        assertThat(Delivery.ONE.outOf(2).reason()).isEqualTo(ErrorCode.NO_SUCH_SESSION);
    }

    private static List<SessionId> sessions(int count) {
        return Stream.generate(SessionId::random).limit(count).toList();
    }
}
