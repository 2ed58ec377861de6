package io.chappe.presence.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PlacesTest {
    @Test
    void whoWaitsLongestIsNext() {
        // Given
        AtomicInteger waiting = new AtomicInteger();
        Places places = new Places(2, waiting);
        places.enter();
        places.enter();
        Future<Void> third = places.enter();
        Future<Void> fourth = places.enter();

        // When
        places.leave();

        // Then
        assertThat(third.succeeded()).isTrue();
        assertThat(fourth.isComplete()).isFalse();
        assertThat(waiting).hasValue(1);
    }

    @Test
    void aPlaceThatNobodyWantsIsFreeAgain() {
        // Given
        Places places = new Places(1, new AtomicInteger());
        places.enter();
        places.leave();

        // When
        Future<Void> next = places.enter();

        // Then
        assertThat(next.succeeded()).isTrue();
        assertThat(places.enter().isComplete()).isFalse();
    }
}
