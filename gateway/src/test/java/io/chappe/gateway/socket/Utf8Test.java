package io.chappe.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
    @ParameterizedTest
    @ValueSource(strings = {"", "61", "c3a4", "e282ac", "ed9fbf", "ee8080", "f0908080", "f48fbfbf"})
    void takesUtf8(String hex) {
        // When
        boolean good = isUtf8(HexFormat.of().parseHex(hex));

        // Then
        assertThat(good).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"80", "c0af", "c3", "e08080", "eda080", "f08080af", "f4908080", "f5808080", "ff", "e28261"})
    void refusesWhatIsNot(String hex) {
        // When
        boolean good = isUtf8(HexFormat.of().parseHex(hex));

        // Then
        assertThat(good).isFalse();
    }

    @Test
    void agreesWithTheJdk() {
        // Given
        Random random = new Random(6455);
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[1 + random.nextInt(4)];
            random.nextBytes(bytes);
            // Mostly bytes that may belong together.
            bytes[0] |= (byte) 0xC0;

            // When
            boolean good = isUtf8(bytes);

            // Then
            assertThat(good).as(HexFormat.of().formatHex(bytes)).isEqualTo(jdk(bytes));
        }
    }

    private static boolean isUtf8(byte[] bytes) {
        Utf8 utf8 = new Utf8();
        for (byte next : bytes) {
            if (!utf8.accepts(next)) {
                return false;
            }
        }
        return utf8.isComplete();
    }

    private static boolean jdk(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
