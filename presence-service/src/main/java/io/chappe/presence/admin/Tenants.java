package io.chappe.presence.admin;

import io.chappe.core.model.TenantId;
import io.chappe.presence.notices.TenantRegister;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** The tenants of the store: who there is, and on what terms. */
final class Tenants {
    private final TenantRegister tenants;
    private final TenantEdits edits;
    private final StoreAccess store;

    Tenants(TenantRegister tenants, TenantEdits edits, StoreAccess store) {
        this.tenants = tenants;
        this.edits = edits;
        this.store = store;
    }

    void addTo(Answers answers) {
        answers.with("listTenants", this::list)
                .withAnswer("getTenant", this::get)
                .withAnswer("putTenant", asked -> edits.put(asked, asked.body()))
                .withAnswer("changeTenant", asked -> edits.edit(asked, terms -> merge(terms, asked.body())))
                .withAnswer("removeTenant", edits::remove);
    }

    private Future<JsonObject> list(Asked asked) {
        String prefix = asked.text("prefix") == null ? "" : String.valueOf(asked.text("prefix"));
        Cursor cursor = new Cursor("tenants\n" + prefix);
        TenantId after = cursor.place(asked.text("cursor"), TenantId::new);
        int limit = asked.limit();
        return store.askComplete(() -> tenants.list(prefix, after, limit + 1)).map(found -> page(found, limit, cursor));
    }

    private static JsonObject page(List<TenantRegister.Entry> found, int limit, Cursor cursor) {
        JsonArray items = new JsonArray();
        found.stream().limit(limit).map(Tenants::summary).forEach(items::add);
        JsonObject page = new JsonObject().put("items", items);
        return found.size() <= limit
                ? page
                : page.put("next", cursor.at(found.get(limit - 1).tenant().value()));
    }

    private static JsonObject summary(TenantRegister.Entry entry) {
        JsonObject terms = TenantTerms.of(entry);
        return new JsonObject()
                .put("tenant", entry.tenant().value())
                .put("anonymous", terms.getBoolean("anonymous", false))
                .put("suspended", terms.getBoolean("suspended", false))
                .put("writtenAt", Instant.ofEpochMilli(entry.writtenAt()).toString());
    }

    private Future<Answer> get(Asked asked) {
        return store.askComplete(() -> tenants.get(asked.tenant())).map(entry -> {
            if (entry == null) {
                throw TenantEdits.absent();
            }
            return new Answer(Answer.OK, Precondition.tag(entry.writtenAt()), TenantTerms.shown(entry));
        });
    }

    /** As a JSON merge patch says (RFC 7396): null takes away, objects are merged, all else is replaced. */
    private static JsonObject merge(JsonObject target, JsonObject patch) {
        JsonObject merged = target.copy();
        patch.forEach(entry -> {
            Object value = entry.getValue();
            if (value == null) {
                merged.remove(entry.getKey());
            } else if (value instanceof JsonObject inner) {
                JsonObject there =
                        merged.getValue(entry.getKey()) instanceof JsonObject object ? object : new JsonObject();
                merged.put(entry.getKey(), merge(there, inner));
            } else {
                merged.put(entry.getKey(), value);
            }
        });
        return merged;
    }
}
