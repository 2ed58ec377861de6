package io.chappe.presence.admin;

import io.chappe.core.model.TenantId;
import io.chappe.presence.store.JournalStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** About what administrators have changed. */
final class AuditAnswers {
    private final JournalStore journals;
    private final StoreAccess store;

    AuditAnswers(JournalStore journals, StoreAccess store) {
        this.journals = journals;
        this.store = store;
    }

    void addTo(Answers answers) {
        answers.with("listAudit", asked -> page(asked, null))
                .with("listTenantAudit", asked -> page(asked, asked.tenant()));
    }

    private Future<JsonObject> page(Asked asked, @Nullable TenantId tenant) {
        String journal = Audit.journal(tenant);
        Cursor cursor = new Cursor(journal);
        Long place = cursor.place(asked.text("cursor"), Long::valueOf);
        long before = place == null ? Long.MAX_VALUE : place;
        return store.ask(() -> journals.before(journal, before, asked.limit() + 1))
                .map(entries -> page(entries, asked.limit(), cursor));
    }

    private static JsonObject page(List<JournalStore.JournalEntry> entries, int limit, Cursor cursor) {
        JsonArray items = new JsonArray();
        entries.stream()
                .limit(limit)
                .forEach(entry -> items.add(new JsonObject()
                        .put("at", Instant.ofEpochMilli(entry.at()).toString())
                        .mergeIn(new JsonObject(entry.text()))));
        JsonObject page = new JsonObject().put("items", items);
        return entries.size() <= limit
                ? page
                : page.put(
                        "next", cursor.at(Long.toString(entries.get(limit - 1).number())));
    }
}
