package io.chappe.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";
    private static final String IDS = TRACE + "-" + SPAN;

    @ParameterizedTest
    @CsvSource({"00,01,true", "00,00,false", "00,03,true", "00,02,false", "cc,01,true"})
    void whereSomebodyIsInATraceIsRead(String version, String flags, boolean isSampled) {
        // When
        TraceContext context =
                TraceContext.parse(version + "-" + IDS + "-" + flags).orElseThrow();

        // Then
        assertThat(context).isEqualTo(new TraceContext(TRACE, SPAN, isSampled));
        assertThat(context.traceparent()).isEqualTo("00-" + IDS + (isSampled ? "-01" : "-00"));
    }

    @Test
    void ofALaterVersionWhatIsKnownIsRead() {
        assertThat(TraceContext.parse("01-" + IDS + "-01-what-comes")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00-" + IDS,
                "00-" + IDS + "-01-more",
                "ff-" + IDS + "-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + SPAN + "-01",
                "00-00000000000000000000000000000000-" + SPAN + "-01",
                "00-" + TRACE + "-0000000000000000-01",
                "00-" + IDS + "-0g",
                "00-" + IDS + "-01\n",
                "01-" + IDS + "-01x"
            })
    void anythingElseIsNone(String text) {
        assertThat(TraceContext.parse(text)).isEmpty();
        assertThat(TraceContext.parse("01-" + IDS + "-01-" + "x".repeat(300))).isEmpty();
        assertThat(TraceContext.parse(null)).isEmpty();
    }
}
