package io.chappe.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.chappe.core.fuzz.Fuzz;
import io.chappe.core.model.RawJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Whatever a client sends, it is read as Jackson reads it, or refused where Jackson or the protocol refuses it. They
 * differ in this alone: a number is at most 100 characters long here.
 */
class FrameFuzzTest {
    private static final JsonFactory JACKSON =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    @Test
    void findsTheFieldsThatJacksonFinds() {
        Fuzz.run("fields", random -> {
            // Given
            String frame = new FrameTexts(random).frame();
            byte[] utf8 = frame.getBytes(StandardCharsets.UTF_8);

            // When
            Map<FrameField, Object> fields = fields(utf8);

            // Then
            assertThat(fields).as(frame).isEqualTo(JacksonFields.read(utf8));
            return fields != null;
        });
    }

    @Test
    void readsAMessageHoweverItIsWritten() {
        Fuzz.run("messages", random -> {
            // Given
            String frame = new FrameTexts(random).frame();
            byte[] utf8 = frame.getBytes(StandardCharsets.UTF_8);
            Map<FrameField, Object> fields = JacksonFields.read(utf8);

            // When
            Object message = message(utf8);

            // Then
            if (fields == null) {
                assertThat(message).as(frame).isInstanceOf(String.class);
            } else {
                assertThat(message).as(frame).isEqualTo(message(rewritten(fields)));
            }
            return message instanceof ClientMessage;
        });
    }

    /** A message, or in words why there is none. */
    private static Object message(byte[] utf8) {
        try {
            return ClientFrames.read(utf8);
        } catch (ProtocolException e) {
            return e.id() + " " + e.code() + " " + e.getMessage();
        }
    }

    private static @Nullable Map<FrameField, Object> fields(byte[] utf8) {
        FrameFields read;
        try {
            read = FrameFields.read(utf8);
        } catch (ProtocolException e) {
            return null;
        }
        Map<FrameField, Object> fields = new EnumMap<>(FrameField.class);
        for (FrameField field : FrameField.values()) {
            Object value = value(read, field);
            if (value != null) {
                fields.put(field, value);
            }
        }
        return fields;
    }

    private static @Nullable Object value(FrameFields fields, FrameField field) {
        try {
            return switch (field) {
                case DATA, META, METADATA -> fields.json(field);
                case ID, TIMEOUT, PREV, BAN -> fields.number(field);
                case SESSION -> session(fields);
                case TO -> frameTo(fields);
                case PEERS -> fields.peers();
                case RESUME -> fields.resume();
                case ACKS -> fields.flag(field) ? true : null;
                default -> fields.text(field);
            };
        } catch (ProtocolException missing) {
            return null;
        }
    }

    private static Object frameTo(FrameFields fields) throws ProtocolException {
        try {
            return fields.to();
        } catch (ProtocolException noAddress) {
            return fields.roomTo();
        }
    }

    private static @Nullable Object session(FrameFields fields) {
        try {
            return fields.session();
        } catch (ProtocolException noText) {
            return fields.json(FrameField.SESSION);
        }
    }

    /** The same fields, as plainly as they can be written. */
    private static byte[] rewritten(Map<FrameField, Object> fields) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JACKSON.createGenerator(bytes)) {
            json.writeStartObject();
            for (Map.Entry<FrameField, Object> field : fields.entrySet()) {
                json.writeFieldName(field.getKey().toString());
                write(json, field.getValue());
            }
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        if (value instanceof RawJson raw) {
            json.writeRawValue(raw.asString());
        } else if (value instanceof FrameFields.Address to) {
            write(json, Map.of(to.kind(), to.name()));
        } else if (value instanceof ResumeFields resume) {
            write(json, Map.of("session", resume.session(), "secret", resume.secret(), "rooms", resume.rooms()));
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName((String) entry.getKey());
                write(json, entry.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object element : list) {
                write(json, element);
            }
            json.writeEndArray();
        } else {
            json.writePOJO(value);
        }
    }
}
