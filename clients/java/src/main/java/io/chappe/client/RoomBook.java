package io.chappe.client;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rooms of a client: those that its session is in or waits for, and those that it is to join again. */
final class RoomBook {
    private final Map<String, Room> rooms = new LinkedHashMap<>();

    @Nullable Room get(String name) {
        return rooms.get(name);
    }

    /** The room of that name; one that is new is to be joined yet. */
    Room open(String name) {
        return rooms.computeIfAbsent(name, Room::new);
    }

    List<Room> all() {
        return List.copyOf(rooms.values());
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

    Optional<Joined> joined(String name, String self) {
        return Optional.ofNullable(rooms.get(name)).filter(Room::isInside).map(room -> room.joined(self));
    }

    /** For {@code hello.resume}. */
    JsonObject versions() {
        JsonObject versions = new JsonObject();
        rooms.values().stream().filter(Room::isInside).forEach(room -> versions.put(room.name(), room.version()));
        return versions;
    }

    /** There is nothing to wait for any more. */
    void turnAwayAll(ChappeException why) {
        rooms.values().forEach(room -> room.turnAway(why));
    }

    /**
     * @return null if there was none
     */
    @Nullable Room forget(String name) {
        return rooms.remove(name);
    }
}
