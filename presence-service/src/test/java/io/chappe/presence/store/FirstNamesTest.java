package io.chappe.presence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.bus.WireReader;
import io.chappe.core.bus.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FirstNamesTest {
    @Test
    void areInTheOrderOfTheirBytes() {
        // Given
        Random random = new Random(1);
        List<String> names =
                Stream.generate(() -> random(random)).distinct().limit(500).toList();

        // When
        List<String> sorted = names.stream().sorted(FirstNames.ORDER).toList();

        // Then
        assertThat(sorted)
                .isEqualTo(names.stream()
                        .sorted((one, other) -> Arrays.compareUnsigned(
                                one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8)))
                        .toList());
    }

    /** Of a few code points at the edges. */
    private static String random(Random random) {
        int[] edges = {'a', 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10400, 0x10ffff};
        StringBuilder name = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            name.appendCodePoint(edges[random.nextInt(edges.length)]);
        }
        return name.toString();
    }

    @Test
    void areAsFewAsWereAskedForWhoeverFoundThem() {
        // Given
        FirstNames here = new FirstNames("a", "a2", 3);
        FirstNames there = new FirstNames("a", "a2", 3);
        List.of("a9", "a5", "b", "a1", "a7", "a8").forEach(here::add);
        List.of("a6", "a4", "a2", "a", "a3").forEach(there::add);
        WireWriter sent = new WireWriter(64);
        there.write(sent);

        // When
        here.addAll(FirstNames.read(new WireReader(sent.toBytes())));

        // Then
        assertThat(there.list()).containsExactly("a3", "a4", "a6");
        assertThat(here.list()).containsExactly("a3", "a4", "a5");
    }
}
