package io.chappe.presence.admin;

import io.chappe.node.tenant.TenantConfig;
import io.chappe.node.tenant.WebhookConfig;
import io.chappe.presence.notices.TenantRegister;
import io.chappe.presence.store.JournalStore.JournalEntry;
import io.chappe.presence.webhooks.Outcome;
import io.chappe.presence.webhooks.Webhooks;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** How webhooks go, and what is done about those that do not. */
final class WebhookAnswers {
    /** Within the time that a request has. */
    private static final Duration TEST_LIMIT = Duration.ofSeconds(8);

    private final Webhooks webhooks;
    private final TenantRegister tenants;
    private final StoreAccess store;

    WebhookAnswers(Webhooks webhooks, TenantRegister tenants, StoreAccess store) {
        this.webhooks = webhooks;
        this.tenants = tenants;
        this.store = store;
    }

    void addTo(Answers answers) {
        answers.with("testWebhook", this::test)
                .with("listDeliveries", this::deliveries)
                .with("listDeadLetters", this::deadLetters)
                .with("replayDeadLetters", this::replay);
    }

    /** Fails where there is none. */
    private Future<WebhookConfig> webhook(Asked asked) {
        return store.askComplete(() -> tenants.get(asked.tenant())).map(entry -> {
            if (entry == null) {
                throw TenantEdits.absent();
            }
            return TenantConfig.parse(entry.tenant(), entry.text()).webhooks().stream()
                    .filter(webhook -> webhook.id().equals(asked.webhook()))
                    .findFirst()
                    .orElseThrow(WebhookTerms::absent);
        });
    }

    private Future<JsonObject> test(Asked asked) {
        return webhook(asked)
                .compose(webhook -> webhooks.desk().test(asked.tenant(), webhook, TEST_LIMIT))
                .map(WebhookAnswers::outcome);
    }

    private static JsonObject outcome(Outcome outcome) {
        JsonObject json = new JsonObject().put("taken", outcome.isTaken()).put("latencyMs", outcome.tookMs());
        if (outcome.status() > 0) {
            json.put("status", outcome.status());
        }
        return outcome.isTaken() ? json : json.put("error", outcome.error());
    }

    private Future<JsonObject> deliveries(Asked asked) {
        Cursor cursor = new Cursor("deliveries\n" + asked.tenant().value() + "\n" + asked.webhook());
        Long place = cursor.place(asked.text("cursor"), Long::valueOf);
        long before = place == null ? Long.MAX_VALUE : place;
        return webhook(asked)
                .compose(webhook -> store.ask(
                        () -> webhooks.desk().attempts(asked.tenant(), webhook.id(), before, asked.limit() + 1)))
                .map(entries -> page(entries, asked.limit(), cursor, entry -> new JsonObject(entry.text())));
    }

    private Future<JsonObject> deadLetters(Asked asked) {
        Cursor cursor = new Cursor("dead letters\n" + asked.tenant().value() + "\n" + asked.webhook());
        Long place = cursor.place(asked.text("cursor"), Long::valueOf);
        long after = place == null ? 0 : place;
        return webhook(asked)
                .compose(webhook ->
                        store.ask(() -> webhooks.desk().dead(asked.tenant(), webhook.id(), after, asked.limit() + 1)))
                .map(entries -> page(entries, asked.limit(), cursor, WebhookAnswers::deadLetter));
    }

    private static JsonObject deadLetter(JournalEntry entry) {
        return new JsonObject()
                .put("number", entry.number())
                .put("at", Instant.ofEpochMilli(entry.at()).toString())
                .mergeIn(new JsonObject(entry.text()));
    }

    private static JsonObject page(
            List<JournalEntry> entries, int limit, Cursor cursor, Function<JournalEntry, JsonObject> item) {
        JsonArray items = new JsonArray();
        entries.stream().limit(limit).map(item).forEach(items::add);
        JsonObject page = new JsonObject().put("items", items);
        return entries.size() <= limit
                ? page
                : page.put(
                        "next", cursor.at(Long.toString(entries.get(limit - 1).number())));
    }

    private Future<JsonObject> replay(Asked asked) {
        long upTo = asked.body().getLong("upTo", Long.MAX_VALUE);
        return webhook(asked)
                .compose(webhook -> store.ask(() -> webhooks.replay(asked.tenant(), webhook.id(), upTo)))
                .map(last -> new JsonObject().put("upTo", last));
    }
}
