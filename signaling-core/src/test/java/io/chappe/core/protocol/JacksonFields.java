package io.chappe.core.protocol;

import com.fasterxml.jackson.core.JsonToken;
import io.chappe.core.model.RawJson;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What {@link FrameFields} should find in a frame, told by a tree that Jackson has read. */
final class JacksonFields {
    /** What is not as the protocol says. */
    private static final class WrongException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private final byte[] frame;

    private JacksonFields(byte[] frame) {
        this.frame = frame;
    }

    /** Null if the frame must be refused. */
    static @Nullable Map<FrameField, Object> read(byte[] frame) {
        JacksonValue json = JacksonValue.read(frame);
        try {
            return json == null ? null : new JacksonFields(frame).fields(json);
        } catch (WrongException e) {
            return null;
        }
    }

    private Map<FrameField, Object> fields(JacksonValue json) {
        Map<String, FrameField> keys = new HashMap<>();
        for (FrameField field : FrameField.values()) {
            keys.put(field.toString(), field);
        }
        Map<FrameField, Object> fields = new EnumMap<>(FrameField.class);
        for (Map.Entry<String, JacksonValue> entry : given(json.object())) {
            FrameField field = keys.get(entry.getKey());
            boolean claimed = field == FrameField.FROM && entry.getValue().text() == null;
            if (field != null && !claimed && fields.put(field, value(field, entry.getValue())) != null) {
                throw new WrongException();
            }
        }
        // As if it were not there.
        fields.remove(FrameField.ACKS, false);
        return fields;
    }

    private Object value(FrameField field, JacksonValue json) {
        return switch (field) {
            case DATA, META, METADATA -> raw(json);
            // Whether it may be something else depends on what the message is.
            case SESSION -> json.text() == null ? raw(json) : given(json.text());
            case ID, TIMEOUT, PREV, BAN -> given(json.integer());
            case TO -> json.token() == JsonToken.VALUE_STRING ? given(json.text()) : target(json);
            case PEERS -> peers(json);
            case RESUME -> resume(json);
            case ACKS -> flag(json);
            default -> given(json.text());
        };
    }

    private RawJson raw(JacksonValue json) {
        return new RawJson(frame, json.start(), json.end() - json.start());
    }

    private static boolean flag(JacksonValue json) {
        if (!json.token().isBoolean()) {
            throw new WrongException();
        }
        return json.token() == JsonToken.VALUE_TRUE;
    }

    private static FrameFields.Address target(JacksonValue json) {
        Map<String, String> names =
                only(json, Set.of("session", "peer", "room"), (key, value) -> given(value.text()), Integer.MAX_VALUE);
        if (names.size() != 1) {
            throw new WrongException();
        }
        Map.Entry<String, String> name = names.entrySet().iterator().next();
        return new FrameFields.Address(name.getKey(), name.getValue());
    }

    private static List<String> peers(JacksonValue json) {
        List<JacksonValue> peers = given(json.array());
        if (peers.size() > FrameFields.MAX_LIST) {
            throw new WrongException();
        }
        return peers.stream().map(peer -> given(peer.text())).toList();
    }

    private static ResumeFields resume(JacksonValue json) {
        Map<String, Object> fields = only(
                json,
                Set.of("session", "secret", "rooms"),
                (key, value) -> key.equals("rooms") ? rooms(value) : given(value.text()),
                Integer.MAX_VALUE);
        @SuppressWarnings("unchecked")
        Map<String, Long> rooms = (Map<String, Long>) fields.getOrDefault("rooms", Map.of());
        return new ResumeFields((String) given(fields.get("session")), (String) given(fields.get("secret")), rooms);
    }

    private static Map<String, Long> rooms(JacksonValue json) {
        return only(json, null, (room, version) -> given(version.integer()), FrameFields.MAX_LIST);
    }

    /** An object's fields under these keys, or under all for null: each once at most, and so many at most. */
    private static <T> Map<String, T> only(
            JacksonValue json, @Nullable Set<String> keys, BiFunction<String, JacksonValue, T> type, int most) {
        Map<String, T> fields = new HashMap<>();
        for (Map.Entry<String, JacksonValue> entry : given(json.object())) {
            String key = entry.getKey();
            boolean known = keys == null || keys.contains(key);
            if (known && fields.put(key, type.apply(key, entry.getValue())) != null) {
                throw new WrongException();
            }
        }
        if (fields.size() > most) {
            throw new WrongException();
        }
        return fields;
    }

    private static <T> T given(@Nullable T value) {
        if (value == null) {
            throw new WrongException();
        }
        return value;
    }
}
