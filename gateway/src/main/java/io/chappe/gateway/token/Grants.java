package io.chappe.gateway.token;

import io.chappe.core.model.RoomId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a client may do. Immutable. */
public final class Grants {
    /** Of those who need no token. */
    public static final Grants ALL = new Grants(List.of(new NamePattern("*")), null);

    private final List<NamePattern> rooms;
    /** Null for all. */
    private final @Nullable Set<String> kinds;

    /**
     * @param rooms that it may join
     * @param kinds of the signals that it may send; null for all
     */
    Grants(List<NamePattern> rooms, @Nullable Set<String> kinds) {
        this.rooms = List.copyOf(rooms);
        this.kinds = kinds == null ? null : Set.copyOf(kinds);
    }

    public boolean mayJoin(RoomId room) {
        return rooms.stream().anyMatch(pattern -> pattern.matches(room.value()));
    }

    /** Asked for each signal. */
    public boolean mayPublish(String kind) {
        return kinds == null || kinds.contains(kind);
    }
}
