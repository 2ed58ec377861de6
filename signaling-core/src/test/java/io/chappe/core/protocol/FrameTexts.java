package io.chappe.core.protocol;

import io.chappe.core.fuzz.JsonTexts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Draws frames of clients: most nearly right, since only those come far. */
final class FrameTexts {
    private static final Map<String, Set<FrameField>> NEEDED = Map.ofEntries(
            Map.entry("hello", EnumSet.of(FrameField.TENANT, FrameField.PEER, FrameField.RESUME, FrameField.ACKS)),
            Map.entry("join", EnumSet.of(FrameField.ID, FrameField.ROOM, FrameField.META)),
            Map.entry("leave", EnumSet.of(FrameField.ID, FrameField.ROOM)),
            Map.entry("update", EnumSet.of(FrameField.ID, FrameField.META)),
            Map.entry("admit", EnumSet.of(FrameField.ID, FrameField.ROOM, FrameField.SESSION)),
            Map.entry("kick", EnumSet.of(FrameField.ID, FrameField.ROOM, FrameField.SESSION, FrameField.BAN)),
            Map.entry("update-room", EnumSet.of(FrameField.ID, FrameField.ROOM, FrameField.METADATA)),
            Map.entry("take", EnumSet.of(FrameField.ID, FrameField.ROOM, FrameField.SESSION)),
            Map.entry("move", EnumSet.of(FrameField.ID, FrameField.ROOM, FrameField.SESSION, FrameField.TO)),
            Map.entry("watch", EnumSet.of(FrameField.ID, FrameField.PEERS)),
            Map.entry("refresh", EnumSet.of(FrameField.ID, FrameField.TOKEN)),
            Map.entry(
                    "signal",
                    EnumSet.of(FrameField.ID, FrameField.TO, FrameField.KIND, FrameField.DATA, FrameField.WANT)),
            Map.entry("ack", EnumSet.of(FrameField.ID, FrameField.FROM)),
            Map.entry("ping", EnumSet.noneOf(FrameField.class)));

    private final Random random;
    private final JsonTexts json;

    FrameTexts(Random random) {
        this.random = random;
        this.json = new JsonTexts(random);
    }

    /** A frame, every third one spoilt somewhere, some of them more than once. */
    String frame() {
        String type = json.oneOf(NEEDED.keySet().toArray(String[]::new));
        List<String> fields = new ArrayList<>();
        if (!json.onceIn(40)) {
            fields.add(field("type", json.string(json.escaped(type))));
        }
        Set<FrameField> all = NEEDED.getOrDefault(type, Set.of());
        for (FrameField field : FrameField.values()) {
            boolean needed = all.contains(field);
            if (field != FrameField.TYPE && (needed ? !json.onceIn(20) : json.onceIn(20))) {
                fields.add(field(field.toString(), value(type, field)));
            }
        }
        if (json.onceIn(2)) {
            fields.add(json.field(json.string(json.characters()), json.value(4)));
        }
        if (json.onceIn(20) && !fields.isEmpty()) {
            fields.add(json.oneOf(fields.toArray(String[]::new)));
        }
        Collections.shuffle(fields, random);
        String frame = json.space() + json.object(fields) + json.space();
        while (json.onceIn(3)) {
            frame = json.spoilt(frame);
        }
        return frame;
    }

    private String field(String key, String value) {
        return json.field(json.string(json.onceIn(10) ? json.escaped(key) : key), value);
    }

    private String value(String type, FrameField field) {
        if (json.onceIn(40)) {
            return json.value(2);
        }
        return switch (field) {
            case ID, TIMEOUT, PREV -> integer();
            case BAN -> json.onceIn(3) ? integer() : "60000";
            case DATA, META -> any();
            case METADATA -> json.onceIn(3) ? any() : json.object(List.of(field("n", any())));
            case WANT -> json.string(json.escaped(json.oneOf("relayed", "received", "received", "maybe")));
            case TO -> type.equals("move") == json.onceIn(20) ? target() : name();
            case PEERS -> json.array(names(json.onceIn(20) ? 98 + random.nextInt(5) : random.nextInt(4)));
            case RESUME -> resume();
            case ACKS -> json.oneOf("true", "false");
            default -> name();
        };
    }

    private String integer() {
        return json.onceIn(6) ? json.number() : Integer.toString(1 + random.nextInt(9));
    }

    private String any() {
        if (json.onceIn(30)) {
            return json.string("x".repeat(4090 + random.nextInt(10)));
        }
        return json.onceIn(20) ? json.nested(61 + random.nextInt(5)) : json.value(4);
    }

    private String name() {
        if (json.onceIn(30)) {
            return json.string("n".repeat(127 + random.nextInt(3)));
        }
        return json.string(json.onceIn(8) ? json.characters() : json.escaped(json.oneOf("a", "ann", "call-7", "ä€😀")));
    }

    private List<String> names(int count) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(name());
        }
        return names;
    }

    private String target() {
        List<String> fields = new ArrayList<>();
        for (int i = json.onceIn(10) ? random.nextInt(3) : 1; i > 0; i--) {
            fields.add(field(json.oneOf("session", "peer", "room"), json.onceIn(20) ? json.value(1) : name()));
        }
        return withOthers(fields);
    }

    private String resume() {
        List<String> rooms = new ArrayList<>();
        for (int i = json.onceIn(20) ? 98 + random.nextInt(5) : random.nextInt(3); i > 0; i--) {
            rooms.add(json.field(json.string("room-" + (json.onceIn(200) ? 1 : i)), Integer.toString(i)));
        }
        if (json.onceIn(20)) {
            rooms.add(json.field(name(), integer()));
        }
        List<String> fields = new ArrayList<>(List.of(field("session", name()), field("secret", name())));
        fields.add(field("rooms", json.onceIn(20) ? json.value(1) : json.object(rooms)));
        if (json.onceIn(10)) {
            fields.remove(random.nextInt(fields.size()));
        }
        return withOthers(fields);
    }

    private String withOthers(List<String> fields) {
        if (json.onceIn(5)) {
            fields.add(json.field(json.string(json.characters()), json.value(2)));
        }
        if (json.onceIn(20) && !fields.isEmpty()) {
            fields.add(json.oneOf(fields.toArray(String[]::new)));
        }
        Collections.shuffle(fields, random);
        return json.object(fields);
    }
}
