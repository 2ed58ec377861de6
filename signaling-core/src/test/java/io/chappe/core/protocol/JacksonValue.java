package io.chappe.core.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Jackson reads, and where it stands in the text.
 *
 * @param value a list of fields of an object, a list of values, a String, a Long, or null for any other word
 */
record JacksonValue(JsonToken token, @Nullable Object value, int start, int end) {
    private static final int LONGEST_NUMBER = 100;

    /** As strict as it comes. That the text is UTF-8 it shall take for granted, too, so a BOM is none of JSON. */
    private static final JsonFactory JACKSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(JsonReader.MAX_DEPTH)
                    .build())
            .build();

    /** Null for what is not one JSON text. */
    static @Nullable JacksonValue read(byte[] utf8) {
        try (JsonParser parser = JACKSON.createParser(utf8)) {
            if (parser.nextToken() == null) {
                return null;
            }
            JacksonValue value = of(parser);
            return parser.nextToken() == null ? value : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static JacksonValue of(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        int start = (int) parser.currentTokenLocation().getByteOffset();
        Object value = switch (token) {
            case START_OBJECT -> fields(parser);
            case START_ARRAY -> values(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser);
            default -> null;
        };
        return new JacksonValue(
                token, value, start, (int) parser.currentLocation().getByteOffset());
    }

    private static List<Map.Entry<String, JacksonValue>> fields(JsonParser parser) throws IOException {
        List<Map.Entry<String, JacksonValue>> fields = new ArrayList<>();
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            parser.nextToken();
            fields.add(Map.entry(key, of(parser)));
        }
        return fields;
    }

    private static List<JacksonValue> values(JsonParser parser) throws IOException {
        List<JacksonValue> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(of(parser));
        }
        return values;
    }

    /** Null for none that fits. Jackson's own bound counts digits, the protocol's all characters. */
    private static @Nullable Long number(JsonParser parser) throws IOException {
        if (parser.getTextLength() > LONGEST_NUMBER) {
            throw new JsonParseException(parser, "a long number");
        }
        boolean fits = parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
        return fits ? parser.getLongValue() : null;
    }

    @Nullable String text() {
        return value instanceof String text ? text : null;
    }

    @Nullable Long integer() {
        return value instanceof Long number ? number : null;
    }

    /** The fields of an object, in order and with those that stand twice; null for anything else. */
    @SuppressWarnings("unchecked")
    @Nullable List<Map.Entry<String, JacksonValue>> object() {
        return token == JsonToken.START_OBJECT ? (List<Map.Entry<String, JacksonValue>>) value : null;
    }

    @SuppressWarnings("unchecked")
    @Nullable List<JacksonValue> array() {
        return token == JsonToken.START_ARRAY ? (List<JacksonValue>) value : null;
    }
}
