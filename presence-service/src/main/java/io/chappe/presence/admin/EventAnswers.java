package io.chappe.presence.admin;

import io.chappe.core.model.TenantId;
import io.chappe.presence.events.EventJournal;
import io.chappe.presence.store.JournalStore.JournalEntry;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** About what has happened. */
final class EventAnswers {
    private final EventJournal journal;
    private final StoreAccess store;

    EventAnswers(EventJournal journal, StoreAccess store) {
        this.journal = journal;
        this.store = store;
    }

    void addTo(Answers answers) {
        answers.with("listEvents", this::page).with("listTenantEvents", this::page);
    }

    private Future<JsonObject> page(Asked asked) {
        requireOpen(journal);
        TenantId tenant = asked.tenantIfAny();
        Cursor cursor = new Cursor(EventJournal.of(tenant));
        Long place = cursor.place(asked.text("cursor"), Long::valueOf);
        long before = place == null ? Long.MAX_VALUE : place;
        return store.ask(() -> journal.before(tenant, before, asked.limit() + 1))
                .map(entries -> page(entries, asked.limit(), cursor));
    }

    static void requireOpen(EventJournal journal) {
        if (!journal.isOpen()) {
            throw new ProblemException(ProblemType.NOT_FOUND, "no events are kept here: events.kept is 0");
        }
    }

    private static JsonObject page(List<JournalEntry> entries, int limit, Cursor cursor) {
        JsonArray items = new JsonArray();
        entries.stream().limit(limit).forEach(entry -> items.add(EventJournal.event(entry)));
        JsonObject page = new JsonObject().put("items", items);
        return entries.size() <= limit
                ? page
                : page.put(
                        "next", cursor.at(Long.toString(entries.get(limit - 1).number())));
    }
}
