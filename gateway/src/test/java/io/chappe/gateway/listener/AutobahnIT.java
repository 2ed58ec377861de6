package io.chappe.gateway.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** RFC 6455 by the Autobahn test suite, against the real listener with an echo behind it. */
class AutobahnIT {
    private static final Set<String> STRICT = Set.of("OK", "INFORMATIONAL");

    private static RunningListener real;
    private static RunningListener raised;
    private static AutobahnSuite everything;
    private static AutobahnSuite bigMessages;

    /** Side by side: each keeps one core busy, mostly by waiting and by masking in Python. */
    @BeforeAll
    static void start() throws Exception {
        real = RunningListener.plain("", EchoAdapter::new);
        raised = RunningListener.plain(
                "maxFrameBytes: 16777216\nmaxMessageBytes: 16777216\nbytesPerSecond: 2147483647", EchoAdapter::new);
        everything =
                new AutobahnSuite("real-limits", real.port(), "1.*", "2.*", "3.*", "4.*", "5.*", "6.*", "7.*", "10.*");
        bigMessages = new AutobahnSuite("big-messages", raised.port(), "9.1.*");
    }

    @AfterAll
    static void stop() {
        everything.close();
        bigMessages.close();
        real.close();
        raised.close();
    }

    @Test
    void passesStrictlyWithTheRealLimits() throws Exception {
        // When
        Map<String, String> results = everything.results();

        // Then
        assertThat(results).hasSizeGreaterThan(240);
        assertThat(notStrict(results)).isEmpty();
    }

    @Test
    void passesBigMessagesWhenTheirLimitAloneIsRaised() throws Exception {
        // When
        Map<String, String> results = bigMessages.results();

        // Then
        assertThat(results).hasSize(6);
        assertThat(notStrict(results)).isEmpty();
    }

    private static Map<String, String> notStrict(Map<String, String> results) {
        Map<String, String> others = new TreeMap<>(results);
        others.values().removeIf(outcome -> STRICT.containsAll(List.of(outcome.split(" / "))));
        return others;
    }
}
