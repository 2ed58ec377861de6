package io.chappe.gateway.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.bus.PresenceAnswer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SteadinessTest {
    private long now = 5;
    private final Steadiness steadiness = new Steadiness(() -> now);

    private void renewed(int seconds) {
        for (int i = 0; i < seconds; i++) {
            pass(1_000);
            steadiness.heard(leased(false));
        }
    }

    private void refused(int times) {
        for (int i = 0; i < times; i++) {
            pass(1_000);
            steadiness.unheard();
        }
    }

    private void pass(long millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private static PresenceAnswer.Leased leased(boolean recovering) {
        return new PresenceAnswer.Leased(10_000, 1, 1, recovering, 0);
    }

    @Test
    void lastsFromTheFirstGoodRenewal() {
        // When
        renewed(20);

        // Then
        assertThat(steadiness.isSteady()).isTrue();
        assertThat(steadiness.duration()).isEqualTo(Duration.ofSeconds(19));
    }

    @Test
    void isNotThereBeforeAnything() {
        assertThat(steadiness.isSteady()).isFalse();
        assertThat(steadiness.duration()).isZero();
    }

    @Test
    void aRefusedRenewalIsForgottenWhenTheNextOneIsGood() {
        // Given
        renewed(20);

        // When
        refused(1);
        Duration inBetween = steadiness.duration();
        renewed(1);

        // Then
        assertThat(inBetween).isZero();
        assertThat(steadiness.duration()).isEqualTo(Duration.ofSeconds(21));
    }

    @Test
    void beginsAnewAfterABreak() {
        // Given
        renewed(20);

        // When
        refused(3);
        boolean away = steadiness.isSteady();
        renewed(3);

        // Then
        assertThat(away).isFalse();
        assertThat(steadiness.duration()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aRenewalThatIsGoodButLateIsNoBreak() {
        // Given
        renewed(20);

        // When
        pass(4_000);
        renewed(1);

        // Then
        assertThat(steadiness.duration()).isEqualTo(Duration.ofSeconds(24));
    }

    @Test
    void beginsAnewWhenTheStoreIsCompleteAgain() {
        // Given
        renewed(20);
        steadiness.heard(leased(true));
        boolean recovering = steadiness.isSteady();

        // When
        renewed(3);

        // Then
        assertThat(recovering).isFalse();
        assertThat(steadiness.duration()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void beginsAnewAfterALoss() {
        // Given
        renewed(20);

        // When
        steadiness.over();
        Duration lost = steadiness.duration();
        renewed(1);

        // Then
        assertThat(lost).isZero();
        assertThat(steadiness.duration()).isZero();
    }
}
