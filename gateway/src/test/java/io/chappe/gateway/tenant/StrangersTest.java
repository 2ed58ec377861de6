package io.chappe.gateway.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StrangersTest {
    private final List<String> log = new ArrayList<>();
    private long now;
    private final Strangers strangers = new Strangers(() -> now, log::add);

    @Test
    void tellsALineOnceAnHour() {
        // When
        strangers.tell("a");
        strangers.tell("a");
        now += TimeUnit.HOURS.toNanos(1);
        strangers.tell("a");

        // Then
        assertThat(log).containsExactly("a", "a");
    }

    @Test
    void letsNobodyFillTheLog() {
        // When
        IntStream.range(0, 10_000).forEach(i -> strangers.tell("origin " + i));

        // Then
        assertThat(log).hasSize(Strangers.MOST);
    }

    @Test
    void showsWhatAStrangerSaidInOneShortLine() {
        // When
        String shown = Strangers.shown("https://evil\r\n\u202e\u2028" + "x".repeat(5000));

        // Then
        assertThat(shown).startsWith("'https://evil????xxx").endsWith("x...'").hasSizeLessThan(110);
    }
}
