package io.chappe.core.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.RawJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one frame, read in one streaming pass that builds no tree: it proves one well-formed JSON object, at
 * most {@value #MAX_DEPTH} deep, with no key of the envelope twice, and leaves {@code data} and {@code meta} the bytes
 * that they are. Keys that the protocol does not know are skipped.
 */
final class FrameFields {
    private static final int MAX_DEPTH = 64;
    static final int MAX_LIST = 100;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(100)
                    .build())
            // Only with canonical names does Jackson read bytes as bytes, which the offsets of slices need; its table
            // of
            // names is seeded at random and bounded, and what clients call their keys shall not outlive it.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private final byte[] frame;
    private final Map<String, Object> values = new HashMap<>();

    private FrameFields(byte[] frame) {
        this.frame = frame;
    }

    /** Reads a frame, or throws {@link ProtocolException} with the id if that came before what is wrong. */
    static FrameFields read(byte[] utf8) throws ProtocolException {
        FrameFields fields = new FrameFields(utf8);
        try (JsonParser parser = JSON.createParser(utf8)) {
            fields.readObject(parser);
        } catch (JsonProcessingException e) {
            throw fields.bad("not well-formed JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw fields.bad("not readable: " + e.getMessage());
        }
        return fields;
    }

    private void readObject(JsonParser parser) throws IOException, ProtocolException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw bad("a frame is one JSON object");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            JsonToken token = parser.nextToken();
            Object value = readValue(parser, key, token);
            if (value != null && values.putIfAbsent(key, value) != null) {
                throw bad("\"" + key + "\" stands twice");
            }
        }
        if (parser.nextToken() != null) {
            throw bad("there is something after the JSON object");
        }
    }

    /** Null for what the protocol does not know. */
    private @Nullable Object readValue(JsonParser parser, String key, JsonToken token)
            throws IOException, ProtocolException {
        return switch (key) {
            case "data", "meta" -> slice(parser);
            case "id", "timeoutMs", "prev" -> integer(parser, key, token);
            case "type", "room", "kind", "want", "tenant", "peer", "token" -> text(parser, key, token);
            case "to" -> target(parser, token);
            case "peers" -> texts(parser, token);
            case "resume" -> ResumeFields.read(this, parser, token);
            case "acks" -> flag(key, token);
            // Of an acknowledgement; anywhere else it is a sender's claim about itself, which nobody believes.
            case "from" -> token == JsonToken.VALUE_STRING ? parser.getText() : skip(parser);
            default -> skip(parser);
        };
    }

    private static @Nullable Object skip(JsonParser parser) throws IOException {
        parser.skipChildren();
        return null;
    }

    private Boolean flag(String key, JsonToken token) throws ProtocolException {
        if (!token.isBoolean()) {
            throw bad("\"" + key + "\" must be true or false");
        }
        return token == JsonToken.VALUE_TRUE;
    }

    private RawJson slice(JsonParser parser) throws IOException {
        int start = (int) parser.currentTokenLocation().getByteOffset();
        if (parser.currentToken().isStructStart()) {
            parser.skipChildren();
        } else {
            parser.finishToken();
        }
        int end = (int) parser.currentLocation().getByteOffset();
        return new RawJson(frame, start, end - start);
    }

    Long integer(JsonParser parser, String key, JsonToken token) throws IOException, ProtocolException {
        if (token != JsonToken.VALUE_NUMBER_INT || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw bad("\"" + key + "\" must be an integer");
        }
        return parser.getLongValue();
    }

    String text(JsonParser parser, String key, JsonToken token) throws IOException, ProtocolException {
        if (token != JsonToken.VALUE_STRING) {
            throw bad("\"" + key + "\" must be a string");
        }
        return parser.getText();
    }

    /** Whom a signal is for: the one of {@code session}, {@code peer} and {@code room} that is there. */
    record Address(String kind, String name) {}

    private Address target(JsonParser parser, JsonToken token) throws IOException, ProtocolException {
        Address target = null;
        if (token == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = parser.currentName();
                JsonToken value = parser.nextToken();
                if (!key.equals("session") && !key.equals("peer") && !key.equals("room")) {
                    parser.skipChildren();
                } else if (target == null) {
                    target = new Address(key, text(parser, "to." + key, value));
                } else {
                    throw bad("\"to\" must have only one of \"session\", \"peer\" and \"room\"");
                }
            }
        }
        if (target == null) {
            throw bad("\"to\" must be an object with \"session\", \"peer\" or \"room\"");
        }
        return target;
    }

    private List<String> texts(JsonParser parser, JsonToken token) throws IOException, ProtocolException {
        if (token != JsonToken.START_ARRAY) {
            throw bad("\"peers\" must be an array of strings");
        }
        List<String> texts = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (texts.size() == MAX_LIST) {
                throw bad("\"peers\" must have at most " + MAX_LIST + " elements");
            }
            texts.add(text(parser, "peers", parser.currentToken()));
        }
        return texts;
    }

    @Nullable String text(String key) {
        return (String) values.get(key);
    }

    @Nullable Long number(String key) {
        return (Long) values.get(key);
    }

    @Nullable RawJson json(String key) {
        return (RawJson) values.get(key);
    }

    boolean flag(String key) {
        return Boolean.TRUE.equals(values.get(key));
    }

    @Nullable ResumeFields resume() {
        return (ResumeFields) values.get("resume");
    }

    Address to() throws ProtocolException {
        return (Address) required("to", values.get("to"));
    }

    List<?> peers() throws ProtocolException {
        return (List<?>) required("peers", values.get("peers"));
    }

    <T> T required(String key, @Nullable T value) throws ProtocolException {
        if (value == null) {
            throw bad("\"" + key + "\" is missing");
        }
        return value;
    }

    ProtocolException bad(String message) {
        return new ProtocolException(ErrorCode.BAD_REQUEST, message, idIfValid());
    }

    long idIfValid() {
        return values.get("id") instanceof Long id && id > 0 && id <= ClientFrames.MAX_ID ? id : 0;
    }
}
