package io.chappe.presence.admin;

import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.RoomRules;
import io.chappe.core.model.TenantId;
import io.chappe.presence.store.RoomPage;
import io.chappe.presence.store.RoomStore;
import io.chappe.presence.store.RoomSummary;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;

/** About rooms and who is in them. */
final class RoomAnswers {
    private final RoomStore rooms;
    private final StoreAccess store;

    RoomAnswers(RoomStore rooms, StoreAccess store) {
        this.rooms = rooms;
        this.store = store;
    }

    void addTo(Answers answers) {
        answers.with("listRooms", this::list).with("getRoom", this::get).with("listMembers", this::members);
    }

    private Future<JsonObject> list(Asked asked) {
        TenantId tenant = asked.tenant();
        String prefix = asked.text("prefix") == null ? "" : String.valueOf(asked.text("prefix"));
        Cursor cursor = new Cursor("rooms " + tenant.value() + "\n" + prefix);
        RoomId after = cursor.place(asked.text("cursor"), RoomId::new);
        return store.askComplete(() -> rooms.list(tenant, prefix, after, asked.limit()))
                .map(page -> page(page, cursor));
    }

    private static JsonObject page(RoomPage page, Cursor cursor) {
        JsonArray items = new JsonArray();
        page.rooms().forEach(room -> items.add(summary(room)));
        JsonObject json = new JsonObject().put("items", items);
        RoomId next = page.next();
        return next == null ? json : json.put("next", cursor.at(next.value()));
    }

    private static JsonObject summary(RoomSummary room) {
        return new JsonObject()
                .put("room", room.room().value())
                .put("members", room.members())
                .put("waiting", room.waiting())
                .put("hidden", room.hidden())
                .put("locked", room.rules().locked());
    }

    Future<JsonObject> get(Asked asked) {
        RoomKey room = asked.room();
        return store.askComplete(() -> rooms.summary(room)).map(found -> {
            if (found == null) {
                throw new ProblemException(
                        ProblemType.NOT_FOUND, "nobody is in such a room, and nothing is kept of it");
            }
            return room(found);
        });
    }

    private static JsonObject room(RoomSummary found) {
        RoomRules rules = found.rules();
        JsonArray bans = new JsonArray();
        rules.bans().entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.comparing(peer -> peer.value())))
                .forEach(ban -> bans.add(new JsonObject()
                        .put("peer", ban.getKey().value())
                        .put("until", Instant.ofEpochMilli(ban.getValue()).toString())));
        return summary(found)
                .put("incarnation", HexFormat.of().toHexDigits(found.incarnation()))
                .put("version", found.version())
                .put("lobby", rules.lobby())
                .put("queue", rules.queue())
                .put("maxMembers", rules.maxMembers() == 0 ? null : rules.maxMembers())
                .put("metadata", MemberPage.tree(rules.metadata()))
                .put("bans", bans);
    }

    private Future<JsonObject> members(Asked asked) {
        RoomKey room = asked.room();
        return store.askComplete(() -> rooms.roster(room)).map(roster -> MemberPage.of(roster, room, asked));
    }
}
