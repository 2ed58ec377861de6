package io.chappe.core.protocol;

import io.chappe.core.protocol.JsonScanner.MalformedException;
import java.util.HashMap;
import java.util.Map;

/** The {@code resume} of a {@code hello}, as it stands in the frame. */
record ResumeFields(String session, String secret, Map<String, Long> rooms) {
    static ResumeFields read(FrameFields frame, JsonReader json) throws MalformedException, ProtocolException {
        if (json.peek() != '{') {
            throw frame.bad("\"resume\" must be an object");
        }
        json.enter();
        Map<String, Object> fields = new HashMap<>();
        while (json.nextKey()) {
            String key = json.lastString();
            switch (key) {
                case "session", "secret" -> put(frame, fields, key, frame.text(json, "resume." + key));
                case "rooms" -> put(frame, fields, key, rooms(frame, json));
                default -> json.skip();
            }
        }
        @SuppressWarnings("unchecked")
        Map<String, Long> rooms = (Map<String, Long>) fields.getOrDefault("rooms", Map.of());
        return new ResumeFields(
                (String) frame.required("resume.session", fields.get("session")),
                (String) frame.required("resume.secret", fields.get("secret")),
                rooms);
    }

    private static Map<String, Long> rooms(FrameFields frame, JsonReader json)
            throws MalformedException, ProtocolException {
        if (json.peek() != '{') {
            throw frame.bad("\"resume.rooms\" must be an object of rooms and their versions");
        }
        json.enter();
        Map<String, Long> rooms = new HashMap<>();
        while (json.nextKey()) {
            if (rooms.size() == FrameFields.MAX_LIST) {
                throw frame.bad("\"resume.rooms\" must have at most " + FrameFields.MAX_LIST + " rooms");
            }
            String room = json.lastString();
            put(frame, rooms, room, frame.integer(json, "resume.rooms"));
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
