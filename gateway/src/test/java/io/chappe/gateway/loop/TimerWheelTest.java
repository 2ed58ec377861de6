package io.chappe.gateway.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TimerWheelTest {
    private final AtomicLong clock = new AtomicLong();
    private final TimerWheel wheel = new TimerWheel(clock::get);
    private final List<String> fired = new ArrayList<>();

    @Test
    void firesAfterTheTimeAndNeverBefore() {
        // Given
        wheel.set(timer("a"), Duration.ofSeconds(2));

        // When
        advance(Duration.ofMillis(1999));
        List<String> early = List.copyOf(fired);
        advance(Duration.ofMillis(201));

        // Then
        assertThat(early).isEmpty();
        assertThat(fired).containsExactly("a");
    }

    @Test
    void movesATimerThatIsSetAgain() {
        // Given
        Named timer = timer("a");
        wheel.set(timer, Duration.ofSeconds(1));
        wheel.set(timer, Duration.ofSeconds(3));

        // When
        advance(Duration.ofSeconds(2));

        // Then
        assertThat(fired).isEmpty();
        advance(Duration.ofSeconds(2));
        assertThat(fired).containsExactly("a");
    }

    @Test
    void isNeverEarly() {
        // Given: between two ticks
        advance(Duration.ofMillis(90));
        Named timer = timer("a");
        wheel.set(timer, Duration.ofMillis(250));

        // When
        advance(Duration.ofMillis(249));

        // Then
        assertThat(fired).isEmpty();
        advance(TimerWheel.TICK);
        assertThat(fired).containsExactly("a");
    }

    @Test
    void forgetsACancelledTimer() {
        // Given
        Named kept = timer("kept");
        Named cancelled = timer("cancelled");
        wheel.set(kept, Duration.ofSeconds(1));
        wheel.set(cancelled, Duration.ofSeconds(1));

        // When
        wheel.cancel(cancelled);

        // Then
        advance(Duration.ofSeconds(2));
        assertThat(fired).containsExactly("kept");
    }

    @Test
    void keepsATimerOfMoreThanOneTurn() {
        // Given
        wheel.set(timer("late"), Duration.ofMinutes(5));

        // When
        for (int i = 0; i < 2999; i++) {
            advance(TimerWheel.TICK);
        }

        // Then
        assertThat(fired).isEmpty();
        advance(Duration.ofSeconds(1));
        assertThat(fired).containsExactly("late");
    }

    @Test
    void firesEverythingAfterALoopWasAwayForTurns() {
        // Given
        for (int i = 0; i < 500; i++) {
            wheel.set(timer("t" + i), Duration.ofMillis(200L * i + 1));
        }

        // When
        advance(Duration.ofMinutes(30));

        // Then
        assertThat(fired).hasSize(500);
    }

    @Test
    void letsATimerCancelItsNeighbourAndSetItselfAgainWhenItFires() {
        // Given
        List<TimerWheel.Timer> pair = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            pair.add(new TimerWheel.Timer() {
                @Override
                protected void expired() {
                    fired.add("one");
                    pair.forEach(wheel::cancel);
                    wheel.set(this, Duration.ofSeconds(1));
                }
            });
        }
        pair.forEach(timer -> wheel.set(timer, Duration.ofSeconds(1)));

        // When
        advance(Duration.ofMillis(1200));

        // Then
        assertThat(fired).containsExactly("one");
        advance(Duration.ofMillis(1200));
        assertThat(fired).containsExactly("one", "one");
    }

    private Named timer(String name) {
        return new Named(name);
    }

    private void advance(Duration time) {
        clock.addAndGet(time.toNanos());
        wheel.advance();
    }

    private final class Named extends TimerWheel.Timer {
        private final String name;

        Named(String name) {
            this.name = name;
        }

        @Override
        protected void expired() {
            fired.add(name);
        }
    }
}
