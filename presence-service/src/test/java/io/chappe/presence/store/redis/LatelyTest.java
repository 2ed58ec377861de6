package io.chappe.presence.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.model.RoomKey;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LatelyTest {
    private static final RoomKey ROOM = StoreTrial.room("room");
    private static final RoomKey OTHER = StoreTrial.room("other");

    private final AtomicLong now = new AtomicLong(5);
    private final Lately lately = new Lately(100, now::get);

    @Test
    void aRoomIsNewOnce() {
        // Given
        boolean first = lately.note(ROOM);

        // When
        boolean again = lately.note(ROOM);

        // Then
        assertThat(first).isTrue();
        assertThat(again).isFalse();
        assertThat(lately.note(OTHER)).isTrue();
    }

    @Test
    void aRoomIsNewAgainAfterOneToTwoPeriodsHoweverOftenItWasNoted() {
        // Given
        now.set(50);
        lately.note(ROOM);

        // When
        now.set(149);
        boolean soon = lately.note(ROOM);
        now.set(204);
        boolean later = lately.note(ROOM);
        now.set(249);
        boolean afterTwo = lately.note(ROOM);

        // Then
        assertThat(soon).isFalse();
        assertThat(later).isFalse();
        assertThat(afterTwo).isTrue();
    }

    @Test
    void nothingIsLeftAfterALongWhile() {
        // Given
        lately.note(ROOM);

        // When
        now.set(205);

        // Then
        assertThat(lately.note(ROOM)).isTrue();
    }

    @Test
    void whatIsForgottenIsNew() {
        // Given
        lately.note(ROOM);
        lately.note(OTHER);
        now.set(150);
        lately.note(StoreTrial.room("turns it"));

        // When
        lately.forget(ROOM);

        // Then
        assertThat(lately.note(ROOM)).isTrue();
        assertThat(lately.note(OTHER)).isFalse();
    }
}
