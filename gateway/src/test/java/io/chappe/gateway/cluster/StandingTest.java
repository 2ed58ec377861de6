package io.chappe.gateway.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StandingTest {
    private long now;
    private final Standing standing = new Standing(() -> now);

    private void awake(int seconds) {
        for (int i = 0; i < seconds * 4; i++) {
            now += TimeUnit.MILLISECONDS.toNanos(250);
            standing.tick();
        }
    }

    private void asleep(int seconds) {
        now += TimeUnit.SECONDS.toNanos(seconds);
    }

    @Test
    void isSureWhileAwakeThoughNobodyAnswers() {
        // When
        awake(60);

        // Then
        assertThat(standing.isSure()).isTrue();
        assertThat(standing.isSilent()).isTrue();
    }

    @Test
    void isSureAfterASleepWithinItsLease() {
        // When
        asleep(9);

        // Then
        assertThat(standing.isSure()).isTrue();
    }

    @Test
    void isNotSureAtOnceWhenItWakesPastItsLease() {
        // Given
        standing.proven(now);
        awake(5);

        // When
        asleep(6);

        // Then
        assertThat(standing.isSure()).isFalse();
    }

    @Test
    void staysUnsureUntilAnAnswer() {
        // Given
        asleep(11);
        standing.tick();

        // When
        awake(3);

        // Then
        assertThat(standing.isSure()).isFalse();
    }

    @Test
    void anAnswerToAnOldQuestionProvesNothing() {
        // Given
        long askedBefore = now;
        asleep(11);
        standing.tick();

        // When
        standing.proven(askedBefore);

        // Then
        assertThat(standing.isSure()).isFalse();
    }

    @Test
    void anAnswerToANewQuestionMakesItSure() {
        // Given
        asleep(11);
        standing.tick();

        // When
        standing.proven(now);

        // Then
        assertThat(standing.isSure()).isTrue();
        assertThat(standing.isSilent()).isFalse();
    }

    @Test
    void hasALeasesTimeToAskWhenItHasWoken() {
        // Given
        asleep(30);
        standing.tick();

        // When
        awake(9);
        boolean early = standing.isSilent();
        awake(2);

        // Then
        assertThat(early).isFalse();
        assertThat(standing.isSilent()).isTrue();
    }
}
