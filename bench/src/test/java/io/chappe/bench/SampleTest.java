package io.chappe.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SampleTest {
    @Test
    void aRatioIsTakenRunByRun() {
        // Given: the second run was on a slow machine, and the third is missing
        Sample ours = new Sample(Map.of(1, 10.0, 2, 30.0, 3, 12.0));
        Sample theirs = new Sample(Map.of(1, 20.0, 2, 60.0));

        // When
        Sample ratio = ours.dividedBy(theirs);

        // Then
        assertThat(ratio.byStart()).isEqualTo(Map.of(1, 0.5, 2, 0.5));
    }

    @Test
    void showsMedianRangeAndNumber() {
        assertThat(new Sample(Map.of(1, 14.26, 2, 13.9, 3, 20.04)).show()).isEqualTo("14.3 (13.9–20.0, n = 3)");
        assertThat(new Sample(Map.of(4, 5_197.7)).show()).isEqualTo("5,198 (n = 1)");
        assertThat(new Sample(Map.of()).show()).isEqualTo("–");
        assertThat(new Sample(Map.of(1, 1.0, 2, 2.0)).median()).isEqualTo(1.5);
    }
}
