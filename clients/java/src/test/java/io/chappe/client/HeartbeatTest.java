package io.chappe.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
    private static final long INTERVAL = 7_000;

    private final FakeTimers timers = new FakeTimers();
    private int asked;
    private boolean lost;
    private final Heartbeat heartbeat = new Heartbeat(timers, INTERVAL, () -> asked++, () -> lost = true);

    @BeforeEach
    void start() {
        heartbeat.start();
    }

    private void hear(boolean isAnswer, int intervals) {
        for (int second = 0; second < intervals * INTERVAL / 1_000; second++) {
            timers.advance(1_000);
            heartbeat.heard(isAnswer);
        }
    }

    @Test
    void whoIsAnsweredNeedNotAsk() {
        // When
        hear(true, 10);

        // Then
        assertThat(asked).isZero();
        assertThat(lost).isFalse();
    }

    @Test
    void silenceIsALostSocketOneIntervalAfterTheQuestion() {
        // Given
        timers.advance(2 * INTERVAL - 1);
        assertThat(asked).isEqualTo(1);
        assertThat(lost).isFalse();

        // When
        timers.advance(1);

        // Then
        assertThat(lost).isTrue();
    }

    @Test
    void anAnswerToTheQuestionIsEnough() {
        // Given
        timers.advance(INTERVAL + 100);
        heartbeat.heard(true);

        // When
        timers.advance(INTERVAL);

        // Then
        assertThat(lost).isFalse();
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void wordsWithoutAnAnswerAreASocketThatCarriesOneWayOnly() {
        // Given
        hear(false, 2);
        assertThat(lost).isFalse();

        // When
        hear(false, 1);

        // Then
        assertThat(asked).isEqualTo(1);
        assertThat(lost).isTrue();
    }

    @Test
    void aLateAnswerBehindMuchElseIsOne() {
        // Given
        hear(false, 2);
        heartbeat.heard(true);

        // When
        hear(false, 1);

        // Then
        assertThat(lost).isFalse();
    }
}
