package io.chappe.presence.admin;

import io.chappe.core.model.TenantId;
import io.chappe.presence.webhooks.Webhooks;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a change of a tenant's terms means for its webhooks. */
final class WebhookChanges {
    private final Webhooks webhooks;
    private final StoreAccess store;

    WebhookChanges(Webhooks webhooks, StoreAccess store) {
        this.webhooks = webhooks;
        this.store = store;
    }

    /** Whether all addresses may be posted to; the rest of the terms was looked at. */
    void requireAllowed(JsonObject terms) {
        JsonArray all = all(terms);
        for (int i = 0; i < all.size(); i++) {
            String pointer = "#/webhooks/" + i + "/url";
            webhooks.fault(all.getJsonObject(i).getString("url")).ifPresent(fault -> {
                throw ProblemException.ofField(pointer, fault);
            });
        }
    }

    /** Before they are written: one that is new begins now, also where somebody had its id before. */
    Future<Void> begin(TenantId tenant, JsonObject before, JsonObject after) {
        Map<String, JsonObject> known = byId(before);
        List<Future<?>> beginning = new ArrayList<>();
        byId(after).keySet().stream()
                .filter(id -> !known.containsKey(id))
                .forEach(id -> beginning.add(store.ask(() -> webhooks.begin(tenant, id))));
        return Future.join(beginning).mapEmpty();
    }

    /** When they are written: those that are other ones now are tried at once. */
    Future<Void> refresh(TenantId tenant, JsonObject before, JsonObject after) {
        Map<String, JsonObject> known = byId(before);
        List<Future<?>> changing = new ArrayList<>();
        byId(after).forEach((id, webhook) -> {
            if (known.containsKey(id) && !webhook.equals(known.get(id))) {
                changing.add(store.ask(() -> webhooks.refresh(tenant, id)));
            }
        });
        return Future.join(changing).mapEmpty();
    }

    private static Map<String, JsonObject> byId(JsonObject terms) {
        Map<String, JsonObject> byId = new LinkedHashMap<>();
        JsonArray all = all(terms);
        for (int i = 0; i < all.size(); i++) {
            byId.put(all.getJsonObject(i).getString("id"), all.getJsonObject(i));
        }
        return byId;
    }

    private static JsonArray all(JsonObject terms) {
        return terms.getJsonArray("webhooks", new JsonArray());
    }
}
