package io.chappe.presence.webhooks;

import io.chappe.core.model.TenantId;
import io.chappe.node.tenant.TenantConfig;
import io.chappe.node.tenant.WebhookConfig;
import io.chappe.presence.notices.TenantRegister;
import io.chappe.presence.store.NoticePut;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which webhooks tenants have, as the store says; it is asked again when something was written there. On one event loop. */
final class Directory {
    private static final Logger LOG = LoggerFactory.getLogger(Directory.class);
    private static final int PAGE = 100;
    private static final int MOST_KNOWN = 20_000;
    private static final String WEBHOOKS = "webhooks";

    private final TenantRegister tenants;
    private final LongSupplier newest;
    private final Map<TenantId, Known> known = new HashMap<>();

    /**
     * @param writtenAt of the terms
     * @param newest that was written anywhere when they were read
     */
    private record Known(List<WebhookConfig> webhooks, long writtenAt, long newest) {}

    /**
     * @param newest version of all that was written, not much older than a second
     */
    Directory(TenantRegister tenants, LongSupplier newest) {
        this.tenants = tenants;
        this.newest = newest;
    }

    Future<List<WebhookConfig>> webhooks(TenantId tenant) {
        long now = newest.getAsLong();
        Known there = known.get(tenant);
        return there != null && there.newest == now
                ? Future.succeededFuture(there.webhooks)
                : tenants.get(tenant).map(entry -> learn(tenant, entry, now));
    }

    Future<Optional<WebhookConfig>> webhook(HookKey hook) {
        return webhooks(hook.tenant())
                .map(all ->
                        all.stream().filter(one -> one.id().equals(hook.id())).findFirst());
    }

    private List<WebhookConfig> learn(TenantId tenant, TenantRegister.@Nullable Entry entry, long now) {
        Known before = known.get(tenant);
        long writtenAt = entry == null ? 0 : entry.writtenAt();
        List<WebhookConfig> webhooks = before != null && before.writtenAt == writtenAt
                ? before.webhooks
                : entry == null ? List.of() : read(entry);
        if (known.size() >= MOST_KNOWN) {
            known.clear();
        }
        known.put(tenant, new Known(webhooks, writtenAt, now));
        return webhooks;
    }

    private static List<WebhookConfig> read(TenantRegister.Entry entry) {
        try {
            // Most have none, and to read all terms takes a while.
            return entry.text().contains(WEBHOOKS)
                    ? TenantConfig.parse(entry.tenant(), entry.text()).webhooks()
                    : List.of();
        } catch (RuntimeException e) {
            LOG.warn("the terms of a tenant can't be read, and its webhooks are told nothing: {}", e.toString());
            return List.of();
        }
    }

    /** All tenants that have some, page by page. */
    Future<Void> each(Consumer<TenantId> tenant) {
        return each(null, tenant);
    }

    private Future<Void> each(@Nullable TenantId after, Consumer<TenantId> tenant) {
        long now = newest.getAsLong();
        return tenants.list("", after, PAGE).compose(page -> {
            page.stream()
                    .filter(entry -> !learn(entry.tenant(), entry, now).isEmpty())
                    .forEach(entry -> tenant.accept(entry.tenant()));
            return page.size() < PAGE
                    ? Future.succeededFuture()
                    : each(page.get(PAGE - 1).tenant(), tenant);
        });
    }

    /** Its server wants to be told nothing any more; fails where somebody changes the tenant at the same time. */
    Future<Void> disable(HookKey hook, WebhookConfig webhook) {
        return tenants.get(hook.tenant()).compose(entry -> {
            if (entry == null) {
                return Future.succeededFuture();
            }
            JsonObject terms = new JsonObject(TenantConfig.json(entry.text()));
            JsonArray webhooks = terms.getJsonArray(WEBHOOKS, new JsonArray());
            for (int i = 0; i < webhooks.size(); i++) {
                JsonObject there = webhooks.getJsonObject(i);
                if (hook.id().equals(there.getString("id")) && webhook.url().equals(there.getString("url"))) {
                    there.put("enabled", false);
                }
            }
            return tenants.put(hook.tenant(), terms.encode(), entry.writtenAt())
                    .compose(put -> put.outcome() == NoticePut.Outcome.WRITTEN
                            ? Future.succeededFuture()
                            : Future.failedFuture(new IllegalStateException("it was " + put.outcome())));
        });
    }
}
