package io.chappe.presence.usage;

import io.chappe.core.model.TenantId;
import io.vertx.core.json.JsonArray;

/**
 * What a tenant uses just now.
 *
 * @param sessions that it has had at most, in the last minute that was told
 * @param messages of its clients in that minute
 * @param bytes of those
 */
public record TenantMinute(TenantId tenant, long sessions, long messages, long bytes) {
    /** Of the same tenant, by someone else who may know less or more of it. */
    TenantMinute most(TenantMinute other) {
        return new TenantMinute(
                tenant,
                Math.max(sessions, other.sessions),
                Math.max(messages, other.messages),
                Math.max(bytes, other.bytes));
    }

    JsonArray toJson() {
        return JsonArray.of(tenant.value(), sessions, messages, bytes);
    }

    static TenantMinute ofJson(JsonArray json) {
        return new TenantMinute(new TenantId(json.getString(0)), json.getLong(1), json.getLong(2), json.getLong(3));
    }
}
