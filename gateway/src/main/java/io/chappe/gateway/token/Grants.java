package io.chappe.gateway.token;

import io.chappe.core.model.Entry;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomRules;
import io.chappe.core.model.Standing;
import io.chappe.core.protocol.ClientMessage;
import io.chappe.node.tenant.NamePattern;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a client may do. Immutable. */
public final class Grants {
    /** Of those who need no token. */
    public static final Grants ALL =
            new Grants(List.of(new NamePattern("*")), null, List.of(), RawJson.NULL, null, false);

    private final List<NamePattern> rooms;
    /** Null for all that it may join. */
    private final @Nullable List<NamePattern> creates;

    private final List<NamePattern> moderates;
    private final RawJson attributes;
    /** Null for all. */
    private final @Nullable Set<String> kinds;

    private final boolean hidden;

    /**
     * @param rooms that it may join
     * @param creates rooms that it may be the first in; null for all that it may join
     * @param moderates rooms that it moderates
     * @param attributes that the members of its rooms see: a JSON object, or null
     * @param kinds of the signals that it may send; null for all
     * @param hidden whether the members of its rooms are not to see it
     */
    Grants(
            List<NamePattern> rooms,
            @Nullable List<NamePattern> creates,
            List<NamePattern> moderates,
            RawJson attributes,
            @Nullable Set<String> kinds,
            boolean hidden) {
        this.rooms = List.copyOf(rooms);
        this.creates = creates == null ? null : List.copyOf(creates);
        this.moderates = List.copyOf(moderates);
        this.attributes = attributes;
        this.kinds = kinds == null ? null : Set.copyOf(kinds);
        this.hidden = hidden;
    }

    /** Whether it may ask to be in a room; never in the server's own. */
    public boolean mayJoin(RoomId room) {
        return !room.isReserved() && any(rooms, room);
    }

    /** Whether it may go on in a room that it is in: who is in one of the server's own was led there. */
    public boolean mayStay(RoomId room) {
        return room.isReserved() || any(rooms, room);
    }

    /** Of the server's own rooms, the room itself says who moderates it. */
    public boolean mayModerate(RoomId room) {
        return !room.isReserved() && any(moderates, room);
    }

    /** On what terms it comes into a room that begins with these rules. */
    public Entry entry(RoomId room, RoomRules rules) {
        Standing standing = standing(mayModerate(room));
        return new Entry(hidden ? standing.hiding() : standing, creates == null || any(creates, room), rules);
    }

    /**
     * On what terms it is led into one of the server's own rooms, which begins with these rules for who is to moderate it. These are for
     * two who are to see each other.
     */
    public Entry ledEntry(boolean moderates, RoomRules rules) {
        return new Entry(standing(moderates), moderates, rules);
    }

    private Standing standing(boolean moderates) {
        return moderates || !attributes.equals(RawJson.NULL)
                ? new Standing(false, moderates, attributes)
                : Standing.PLAIN;
    }

    private static boolean any(List<NamePattern> patterns, RoomId room) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(room.value()));
    }

    /** Asked for each signal. Who may ask others to mute is known before there is a signal of it. */
    public boolean mayPublish(String kind) {
        return kinds == null || kinds.contains(kind) || kind.equals(ClientMessage.Mute.KIND);
    }
}
