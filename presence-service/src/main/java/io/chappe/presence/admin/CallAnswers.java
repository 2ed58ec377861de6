package io.chappe.presence.admin;

import io.chappe.core.model.TenantId;
import io.chappe.presence.calls.CallBook;
import io.chappe.presence.store.JournalStore.JournalEntry;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** About calls: which there were, and what has happened in each. */
final class CallAnswers {
    private final CallBook calls;
    private final StoreAccess store;

    CallAnswers(CallBook calls, StoreAccess store) {
        this.calls = calls;
        this.store = store;
    }

    void addTo(Answers answers) {
        answers.with("listCalls", this::list).with("getCall", this::get);
    }

    private Future<JsonObject> list(Asked asked) {
        TenantId tenant = asked.tenant();
        Cursor cursor = new Cursor("calls\n" + tenant.value());
        Long place = cursor.place(asked.text("cursor"), Long::valueOf);
        long before = place == null ? Long.MAX_VALUE : place;
        return store.ask(() -> calls.before(tenant, before, asked.limit() + 1))
                .map(entries -> page(entries, asked, cursor));
    }

    /** A page may have fewer than there are entries: a filter leaves some out. */
    private static JsonObject page(List<JournalEntry> entries, Asked asked, Cursor cursor) {
        String peer = asked.text("peer");
        JsonArray items = new JsonArray();
        entries.stream()
                .limit(asked.limit())
                .map(CallAnswers::item)
                .filter(item -> peer == null || item.getJsonArray("peers").contains(peer))
                .forEach(items::add);
        JsonObject page = new JsonObject().put("items", items);
        return entries.size() <= asked.limit()
                ? page
                : page.put(
                        "next",
                        cursor.at(Long.toString(entries.get(asked.limit() - 1).number())));
    }

    private static JsonObject item(JournalEntry entry) {
        return new JsonObject(entry.text())
                .put("at", Instant.ofEpochMilli(entry.at()).toString());
    }

    private Future<JsonObject> get(Asked asked) {
        return store.ask(() -> calls.story(asked.tenant(), asked.pair())).map(story -> {
            if (story.isEmpty()) {
                throw new ProblemException(
                        ProblemType.NOT_FOUND, "nothing is known of a call of these two; it is kept for calls.keptFor");
            }
            return story.toJson();
        });
    }
}
