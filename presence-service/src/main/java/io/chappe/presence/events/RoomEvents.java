package io.chappe.presence.events;

import io.chappe.core.model.Member;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.RoomRules;
import io.chappe.core.model.RosterDelta;
import io.chappe.presence.store.RoomChange;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** What has happened in a room by one change of it. A change that is told twice has the same events, with the same ids. */
final class RoomEvents {
    private final RoomKey room;
    private final RosterDelta delta;
    private final List<JsonObject> events = new ArrayList<>();

    private RoomEvents(RoomKey room, RosterDelta delta) {
        this.room = room;
        this.delta = delta;
    }

    /**
     * In the order in which they make sense.
     *
     * @param begins whether nobody was in it before
     */
    static List<JsonObject> of(RoomKey room, RoomChange change, boolean begins) {
        RosterDelta delta = change.delta();
        return delta == null
                ? List.of()
                : new RoomEvents(room, delta).all(begins, change.nodes().isEmpty());
    }

    private List<JsonObject> all(boolean begins, boolean isEmpty) {
        if (begins) {
            add("room.opened");
        }
        RoomRules rules = delta.rules();
        if (rules != null && rules.version() == delta.version()) {
            // Others are of a room that begins anew, or were put back: nobody has changed them.
            add("room.changed").put("locked", rules.locked());
        }
        delta.left()
                .forEach(gone -> add("member.left", gone.member())
                        .put("reason", gone.reason().wireName()));
        delta.joined().forEach(member -> add(member.waits() ? "member.waiting" : "member.joined", member));
        delta.updated()
                .forEach(member -> add(isAdmitted(member) ? "member.admitted" : "member.changed", member)
                        .put("state", member.state().wireName()));
        if (isEmpty && !delta.left().isEmpty()) {
            add("room.closed");
        }
        return events;
    }

    /** Who is let in from the lobby comes in at this version; whoever was in keeps its own. */
    private boolean isAdmitted(Member member) {
        return !member.waits() && member.joinVersion() == delta.version();
    }

    private JsonObject add(String type, Member member) {
        JsonObject event = add(type)
                .put("peer", member.peer().value())
                .put("session", member.session().value());
        event.put("id", event.getString("id") + "/" + member.session().value());
        if (member.waits()) {
            event.put("waits", true);
        }
        return member.standing().hidden() ? event.put("hidden", true) : event;
    }

    private JsonObject add(String type) {
        JsonObject event = new JsonObject()
                .put("type", type)
                .put("id", "%s/%s/%d".formatted(type, room.room().value(), delta.version()))
                .put("tenant", room.tenant().value())
                .put("room", room.room().value());
        events.add(event);
        return event;
    }
}
