package io.chappe.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RawJsonTest {
    private static final byte[] FRAME = "{\"data\":{\"é\":1},\"type\":\"signal\"}".getBytes(StandardCharsets.UTF_8);
    private static final int DATA = 8;
    private static final int DATA_LENGTH = 8;

    @Test
    void aSliceEqualsTheSameValueElsewhere() {
        // When
        RawJson slice = new RawJson(FRAME, DATA, DATA_LENGTH);

        // Then
        assertThat(slice).isEqualTo(RawJson.of("{\"é\":1}")).hasSameHashCodeAs(RawJson.of("{\"é\":1}"));
        assertThat(slice).isNotEqualTo(RawJson.of("{\"é\":2}"));
        assertThat(slice.asString()).isEqualTo("{\"é\":1}");
    }

    @Test
    void compactLetsTheFrameGo() {
        // When
        RawJson compact = new RawJson(FRAME, DATA, DATA_LENGTH).compact();

        // Then
        assertThat(compact.array()).hasSize(DATA_LENGTH);
        assertThat(compact.offset()).isZero();
        assertThat(compact).isEqualTo(new RawJson(FRAME, DATA, DATA_LENGTH));
        assertThat(compact.compact()).isSameAs(compact);
    }

    @Test
    void noLogShowsWhatPeersSay() {
        // When
        String shown = RawJson.of("{\"sdp\":\"secret\"}").toString();

        // Then
        assertThat(shown).isEqualTo("16 bytes of JSON");
    }
}
