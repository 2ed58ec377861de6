package io.chappe.gateway.protocol.chappe;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.model.RoomId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoomTurnsTest {
    private static final RoomId ROOM = new RoomId("room");

    private final RoomTurns turns = new RoomTurns();
    private final List<String> done = new ArrayList<>();

    private Promise<Void> pending(String name) {
        Promise<Void> promise = Promise.promise();
        turns.take(ROOM, () -> {
            done.add(name);
            return promise.future();
        });
        return promise;
    }

    private boolean immediate(String name) {
        return turns.take(ROOM, () -> {
            done.add(name);
            return Future.succeededFuture();
        });
    }

    @Test
    void keepsARoomsFramesBehindItsPendingRequest() {
        // Given
        Promise<Void> join = pending("join");
        immediate("signal 1");
        Promise<Void> leave = pending("leave");
        immediate("signal 2");

        // When
        join.complete();

        // Then
        assertThat(done).containsExactly("join", "signal 1", "leave");
        leave.fail("no");
        assertThat(done).containsExactly("join", "signal 1", "leave", "signal 2");
    }

    @Test
    void doesNotKeepOtherRoomsWaiting() {
        // Given
        pending("join");

        // When
        turns.take(new RoomId("other"), () -> {
            done.add("other");
            return Future.succeededFuture();
        });

        // Then
        assertThat(done).containsExactly("join", "other");
    }

    @Test
    void refusesTheThirtyThird() {
        // Given
        pending("join");

        // When
        long taken = java.util.stream.IntStream.range(0, 40)
                .filter(i -> immediate("signal " + i))
                .count();

        // Then
        assertThat(taken).isEqualTo(32);
    }
}
