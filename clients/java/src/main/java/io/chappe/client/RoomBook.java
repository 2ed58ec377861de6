package io.chappe.client;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rooms of a session as it knows them. */
final class RoomBook {
    private static final String UNSEEN = "lost";

    private final Map<String, Room> rooms = new LinkedHashMap<>();

    private static final class Room {
        final Map<String, Member> members = new LinkedHashMap<>();
        long version;

        @Nullable Object meta;
    }

    /** What this session says about itself when it joins that room again. */
    void remember(String name, @Nullable Object meta) {
        Room room = rooms.get(name);
        if (room != null) {
            room.meta = meta;
        }
    }

    void rememberAll(Object meta) {
        rooms.values().forEach(room -> room.meta = meta);
    }

    @Nullable Object meta(String name) {
        Room room = rooms.get(name);
        return room == null ? null : room.meta;
    }

    boolean has(String name) {
        return rooms.containsKey(name);
    }

    List<String> names() {
        return List.copyOf(rooms.keySet());
    }

    Optional<Joined> joined(String name, String self) {
        return Optional.ofNullable(rooms.get(name))
                .map(room -> new Joined(name, room.version, List.copyOf(room.members.values()), self));
    }

    /** For {@code hello.resume}. */
    JsonObject versions() {
        JsonObject versions = new JsonObject();
        rooms.forEach((name, room) -> versions.put(name, room.version));
        return versions;
    }

    /**
     * Writes down a whole roster.
     *
     * @return how it differs from what was known
     */
    MembersChanged set(String name, long version, List<Member> members) {
        Room room = rooms.computeIfAbsent(name, n -> new Room());
        Map<String, Member> before = Map.copyOf(room.members);
        room.version = version;
        room.members.clear();
        members.forEach(member -> room.members.put(member.session(), member));
        return difference(name, version, before, room.members);
    }

    private static MembersChanged difference(
            String room, long version, Map<String, Member> before, Map<String, Member> now) {
        List<Member> joined = new ArrayList<>();
        List<Member> updated = new ArrayList<>();
        now.forEach((session, member) -> {
            Member known = before.get(session);
            if (known == null) {
                joined.add(member);
            } else if (!known.equals(member)) {
                updated.add(member);
            }
        });
        List<MembersChanged.Departure> left = before.values().stream()
                .filter(member -> !now.containsKey(member.session()))
                .map(member -> new MembersChanged.Departure(member, UNSEEN))
                .toList();
        return new MembersChanged(room, version, joined, left, updated);
    }

    void apply(MembersChanged change) {
        Room room = rooms.get(change.room());
        if (room == null) {
            return;
        }
        room.version = Math.max(room.version, change.version());
        change.left()
                .forEach(departure -> room.members.remove(departure.member().session()));
        change.joined().forEach(member -> room.members.put(member.session(), member));
        change.updated().forEach(member -> room.members.put(member.session(), member));
    }

    void forget(String name) {
        rooms.remove(name);
    }
}
