package io.chappe.core.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The {@code resume} of a {@code hello}, as it stands in the frame. */
record ResumeFields(String session, String secret, Map<String, Long> rooms) {
    static ResumeFields read(FrameFields frame, JsonParser parser, JsonToken token)
            throws IOException, ProtocolException {
        if (token != JsonToken.START_OBJECT) {
            throw frame.bad("\"resume\" must be an object");
        }
        Map<String, Object> fields = new HashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (key) {
                case "session", "secret" -> put(frame, fields, key, frame.text(parser, "resume." + key, value));
                case "rooms" -> put(frame, fields, key, rooms(frame, parser, value));
                default -> parser.skipChildren();
            }
        }
        @SuppressWarnings("unchecked")
        Map<String, Long> rooms = (Map<String, Long>) fields.getOrDefault("rooms", Map.of());
        return new ResumeFields(
                (String) frame.required("resume.session", fields.get("session")),
                (String) frame.required("resume.secret", fields.get("secret")),
                rooms);
    }

    private static Map<String, Long> rooms(FrameFields frame, JsonParser parser, JsonToken token)
            throws IOException, ProtocolException {
        if (token != JsonToken.START_OBJECT) {
            throw frame.bad("\"resume.rooms\" must be an object of rooms and their versions");
        }
        Map<String, Long> rooms = new HashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            if (rooms.size() == FrameFields.MAX_LIST) {
                throw frame.bad("\"resume.rooms\" must have at most " + FrameFields.MAX_LIST + " rooms");
            }
            String room = parser.currentName();
            put(frame, rooms, room, frame.integer(parser, "resume.rooms", parser.nextToken()));
        }
        return rooms;
    }

    private static <T> void put(FrameFields frame, Map<String, T> fields, String key, T value)
            throws ProtocolException {
        if (fields.putIfAbsent(key, value) != null) {
            throw frame.bad("\"resume\" names something twice");
        }
    }
}
