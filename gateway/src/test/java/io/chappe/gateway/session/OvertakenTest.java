package io.chappe.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.bus.Delivery;
import io.chappe.core.bus.Envelope;
import io.chappe.core.bus.HandOver;
import io.chappe.core.model.MemberState;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.TenantId;
import io.chappe.gateway.loop.EventLoop;
import io.chappe.gateway.protocol.Dialect;
import io.chappe.gateway.room.LocalMember;
import io.chappe.gateway.room.RoomListener;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OvertakenTest {
    private static final TenantId ACME = new TenantId("acme");

    private final Overtaken overtaken = new Overtaken();

    /** A session of which only this is looked at. */
    private record Held(TenantId tenant, SessionId id, long generation) implements LocalMember {
        @Override
        public PeerId peer() {
            return new PeerId("ann");
        }

        @Override
        public MemberState state() {
            return MemberState.ONLINE;
        }

        @Override
        public Future<Void> reclaim() {
            return Future.succeededFuture();
        }

        @Override
        public EventLoop loop() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Dialect dialect() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<Delivery> receive(Envelope envelope, byte @Nullable [] frame) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean moderates(RoomId room) {
            return false;
        }

        @Override
        public RoomListener listener() {
            throw new UnsupportedOperationException();
        }
    }

    private void take(String session, long generation) {
        overtaken.note(new HandOver(ACME, new SessionId(session), generation));
    }

    private boolean hasPassed(String session, long generation) {
        return overtaken.hasPassed(new Held(ACME, new SessionId(session), generation));
    }

    @Test
    void aLaterGenerationElsewhereHasPassed() {
        // When
        take("a", 3);

        // Then
        assertThat(hasPassed("a", 2)).isTrue();
        assertThat(hasPassed("a", 3)).isFalse();
        assertThat(hasPassed("a", 4)).isFalse();
    }

    @Test
    void sessionsThatWereNotTakenHaveNotBeenPassed() {
        // When
        take("a", 3);

        // Then
        assertThat(hasPassed("b", 1)).isFalse();
        assertThat(overtaken.hasPassed(new Held(new TenantId("other"), new SessionId("a"), 1)))
                .isFalse();
    }

    @Test
    void anOlderTakeOverThatIsHeardOfLaterHidesNothing() {
        // Given
        take("a", 5);

        // When
        take("a", 3);

        // Then
        assertThat(hasPassed("a", 4)).isTrue();
    }

    @Test
    void forgetsTheOldestOfVeryMany() {
        // Given
        for (int i = 0; i < 1_001; i++) {
            take("s" + i, 2);
        }

        // When
        boolean oldest = hasPassed("s0", 1);

        // Then
        assertThat(oldest).isFalse();
        assertThat(hasPassed("s1", 1)).isTrue();
        assertThat(hasPassed("s1000", 1)).isTrue();
    }
}
