package io.chappe.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.chappe.core.protocol.JsonScanner.MalformedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever Jackson takes, this reader takes, as the same; whatever Jackson refuses, it refuses. */
class JsonReaderTest {
    private static final JsonFactory JACKSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(JsonReader.MAX_DEPTH)
                    .maxNumberLength(100)
                    .build())
            .build();

    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\"a\"",
        "\"key\":",
        " ",
        "\t",
        "\n",
        "0",
        "-",
        "1",
        "9",
        ".",
        "e",
        "E+",
        "true",
        "false",
        "null",
        "\\",
        "\\n",
        "\\u00e4",
        "\\ud83d",
        "\\/",
        "\\x",
        "ä",
        "€",
        "😀",
        "\u0001",
        "\u007f",
        "abcdefgh",
        "{\"a\":1}",
        "[1,2]",
        "{}",
        "[]",
        "12.5e-3",
        "-0",
        "01"
    };

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                " [ ] ",
                "{\"a\":{\"b\":[1,-2.5e+3,true,false,null,\"x\"]}}",
                "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\"",
                "[01]",
                "[1.]",
                "[.5]",
                "[1e]",
                "[+1]",
                "[-]",
                "[1,]",
                "[,1]",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "[1 2]",
                "[tru]",
                "[truex]",
                "[nul",
                "[\"\\x\"]",
                "[\"\\u12g4\"]",
                "[\"a\tb\"]",
                "[\"\u007f\"]",
                "[1}",
                "{]",
                "[\"12345678\u0001\"]",
                "[\"1234567\\",
                "[\"",
                "[1]x",
                "\u00a0[]"
            })
    void agreesWithJacksonOn(String json) {
        assertThat(text(json)).isEqualTo(jackson(json));
    }

    @Test
    void agreesWithJacksonOnWhatNobodyWouldWrite() {
        // Given
        Random random = new Random(8259);
        int taken = 0;
        for (int i = 0; i < 100_000; i++) {
            StringBuilder json = new StringBuilder(random.nextBoolean() ? "[" : "{\"k\":");
            for (int pieces = random.nextInt(8); pieces > 0; pieces--) {
                json.append(PIECES[random.nextInt(PIECES.length)]);
            }
            json.append(json.charAt(0) == '[' ? "]" : "}");

            // When
            String text = text(json.toString());

            // Then
            assertThat(text).as(json.toString()).isEqualTo(jackson(json.toString()));
            taken += text == null ? 0 : 1;
        }
        assertThat(taken).isGreaterThan(5_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 65})
    void goesAsDeepAsItMay(int depth) {
        // Given
        String json = "[".repeat(depth) + "]".repeat(depth);

        // When
        String text = text(json);

        // Then
        assertThat(text != null).isEqualTo(depth == 64);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1",
                "9007199254740991",
                "9223372036854775807",
                "-9223372036854775808",
                "999999999999999999"
            })
    void readsIntegers(String digits) throws Exception {
        assertThat(new JsonReader(bytes(digits)).integer()).isEqualTo(Long.valueOf(digits));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1e3", "9223372036854775808", "-9223372036854775809"})
    void knowsWhatIsNoIntegerOfSixtyFourBits(String number) throws Exception {
        assertThat(new JsonReader(bytes(number)).integer()).isNull();
    }

    @Test
    void knowsAKeyThatIsEscaped() throws Exception {
        // Given
        JsonReader reader = new JsonReader(bytes("{\"\\u0074ype\":1}"));
        reader.peek();
        reader.enter();

        // When
        reader.nextKey();

        // Then
        assertThat(reader.keyIs("type")).isTrue();
    }

    /** All of its keys and strings, or null if it is malformed. */
    private static @Nullable String text(String json) {
        JsonReader reader = new JsonReader(bytes(json));
        StringBuilder text = new StringBuilder();
        try {
            read(reader, text);
            return reader.peek() == 0 && reader.position() == bytes(json).length ? text.toString() : null;
        } catch (MalformedException e) {
            return null;
        }
    }

    private static void read(JsonReader reader, StringBuilder text) throws MalformedException {
        switch (reader.peek()) {
            case '{' -> {
                reader.enter();
                while (reader.nextKey()) {
                    text.append(reader.lastString()).append('=');
                    read(reader, text);
                }
            }
            case '[' -> {
                reader.enter();
                while (reader.nextElement()) {
                    read(reader, text);
                }
            }
            case '"' -> {
                reader.skip();
                text.append(reader.lastString()).append(';');
            }
            default -> {
                int start = reader.position();
                reader.skip();
                text.append(reader.position() - start).append(';');
            }
        }
    }

    private static @Nullable String jackson(String json) {
        StringBuilder text = new StringBuilder();
        try (JsonParser parser = JACKSON.createParser(bytes(json))) {
            int values = 0;
            while (parser.nextToken() != null) {
                switch (parser.currentToken()) {
                    case FIELD_NAME -> text.append(parser.currentName()).append('=');
                    case VALUE_STRING -> text.append(parser.getText()).append(';');
                    case START_OBJECT, START_ARRAY, END_OBJECT, END_ARRAY -> {}
                    default -> text.append(parser.getText().length()).append(';');
                }
                values += parser.getParsingContext().inRoot() ? 1 : 0;
            }
            return values == 1 ? text.toString() : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
