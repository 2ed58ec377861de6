package io.chappe.gateway.tenant;

import io.chappe.core.model.TenantId;
import io.chappe.node.operations.Operations;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The operator's commands {@code PUT} and {@code DELETE /tenants/NAME} and {@code GET /tenants}, which shows no secret. */
public final class TenantCommands {
    private static final String ONE = "/tenants/{name}";

    private final Tenants tenants;
    private final StoredTenants stored;
    private final TenantChanges changes;

    private TenantCommands(Tenants tenants, StoredTenants stored, TenantChanges changes) {
        this.tenants = tenants;
        this.stored = stored;
        this.changes = changes;
    }

    public static void add(Operations operations, Tenants tenants, StoredTenants stored, TenantChanges changes) {
        TenantCommands commands = new TenantCommands(tenants, stored, changes);
        operations.addCommand(HttpMethod.GET, "/tenants", parameters -> Future.succeededFuture(commands.list()));
        operations.addCommand(HttpMethod.PUT, ONE, commands::put);
        operations.addCommand(HttpMethod.DELETE, ONE, commands::remove);
    }

    private JsonObject list() {
        JsonArray there = new JsonArray();
        tenants.sources()
                .forEach((name, source) ->
                        there.add(new JsonObject().put("name", name).put("source", source.word())));
        JsonArray refused = new JsonArray();
        stored.refused()
                .forEach((name, fault) ->
                        refused.add(new JsonObject().put("name", name).put("problem", fault)));
        return new JsonObject().put("tenants", there).put("refused", refused);
    }

    private Future<JsonObject> put(MultiMap parameters, String text) {
        TenantId tenant = tenant(parameters);
        return changes.put(tenant, text).map(new JsonObject().put("written", tenant.value()));
    }

    private Future<JsonObject> remove(MultiMap parameters) {
        TenantId tenant = tenant(parameters);
        return changes.remove(tenant).map(new JsonObject().put("removed", tenant.value()));
    }

    private static TenantId tenant(MultiMap parameters) {
        return new TenantId(String.valueOf(parameters.get("name")));
    }
}
