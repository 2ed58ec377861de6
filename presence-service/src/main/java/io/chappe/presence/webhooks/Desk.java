package io.chappe.presence.webhooks;

import io.chappe.core.model.TenantId;
import io.chappe.node.tenant.WebhookConfig;
import io.chappe.presence.store.JournalStore.JournalEntry;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What administrators ask about webhooks, and order; each service can answer for all. */
public final class Desk {
    private final Sending sending;

    Desk(Sending sending) {
        this.sending = sending;
    }

    /** How it goes, for who is shown the webhook. */
    public Future<JsonObject> standing(TenantId tenant, String id) {
        return sending.journals().ledger(new HookKey(tenant, id)).map(ledger -> {
            Standing standing = ledger.standing();
            JsonObject json = new JsonObject()
                    .put("state", standing.isFailing() ? "failing" : "working")
                    .put("failures", standing.failures())
                    .put("toldTo", standing.done());
            return standing.error().isEmpty() ? json : json.put("error", standing.error());
        });
    }

    /** Posts one event past all others. */
    public Future<Outcome> test(TenantId tenant, WebhookConfig webhook, Duration limit) {
        JsonObject event = new JsonObject()
                .put("at", Instant.now().toString())
                .put("type", "webhook.test")
                .put("id", "webhook.test/" + UUID.randomUUID())
                .put("tenant", tenant.value());
        Batch batch = new Batch(List.of(event.encode()), false, 0, 0, 0);
        return sending.courier()
                .post(webhook, batch.letter(new HookKey(tenant, webhook.id())), limit)
                .outcome();
    }

    /** The newest first; see {@link io.chappe.presence.store.JournalStore#before}. */
    public Future<List<JournalEntry>> attempts(TenantId tenant, String id, long before, int limit) {
        return sending.journals().attempts(new HookKey(tenant, id), before, limit);
    }

    /** Those that were not told again, the oldest first; see {@link io.chappe.presence.store.JournalStore#after}. */
    public Future<List<JournalEntry>> dead(TenantId tenant, String id, long after, int limit) {
        HookKey hook = new HookKey(tenant, id);
        return sending.journals()
                .ledger(hook)
                .compose(ledger -> sending.journals()
                        .deadAfter(hook, Math.max(after, ledger.standing().replayed()), limit));
    }

    /**
     * Lets them be told again.
     *
     * @param upTo number of the last one
     * @return that number, or of the newest that there is; 0 for none
     */
    Future<Long> replay(HookKey hook, long upTo) {
        return sending.journals().deadBefore(hook, Long.MAX_VALUE, 1).compose(newest -> {
            long last = newest.isEmpty() ? 0 : Math.min(upTo, newest.get(0).number());
            return last == 0
                    ? Future.succeededFuture(0L)
                    : sending.journals().write(hook, Ledger.replay(last)).map(last);
        });
    }
}
