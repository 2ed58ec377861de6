package io.chappe.presence.webhooks;

import io.chappe.core.model.TenantId;
import io.chappe.node.tenant.WebhookConfig;
import io.chappe.presence.events.EventJournal;
import io.chappe.presence.store.JournalStore.JournalEntry;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a webhook is to be told next: of the tenant's events, and of its dead letters. */
final class Backlog {
    static final int MOST_EVENTS = 100;
    private static final int MOST_BYTES = 255 << 10;
    private static final int PAGE = 200;
    private static final String LOST = "events.lost";
    /** Of a webhook that wants few of many events; the next look goes on after them. */
    static final int MOST_SKIPPED = 2_000;

    private final EventJournal events;
    private final HookJournals journals;
    private final Duration keptFor;

    Backlog(EventJournal events, HookJournals journals, Duration keptFor) {
        this.events = events;
        this.journals = journals;
        this.keptFor = keptFor;
    }

    boolean isOpen() {
        return events.isOpen();
    }

    /** The newest event that there is; null for none. */
    Future<@Nullable JournalEntry> newest(TenantId tenant) {
        return events.before(tenant, Long.MAX_VALUE, 1).map(found -> found.isEmpty() ? null : found.get(0));
    }

    /** Events first; dead letters when there are none. */
    Future<Batch> next(HookKey hook, WebhookConfig webhook, Standing standing) {
        return new Search(hook, webhook, standing)
                .run()
                .compose(batch ->
                        batch.isEmpty() && batch.skipped() < MOST_SKIPPED && standing.ordered() > standing.replayed()
                                ? replay(hook, standing).map(again -> again.isEmpty() ? batch : again)
                                : Future.succeededFuture(batch));
    }

    private Future<Batch> replay(HookKey hook, Standing standing) {
        return journals.deadAfter(hook, standing.replayed(), MOST_EVENTS).map(entries -> {
            Gathering gathering = new Gathering(standing.replayed(), 0);
            for (JournalEntry entry : entries) {
                String event =
                        new JsonObject(entry.text()).getJsonObject("event").encode();
                if (entry.number() > standing.ordered() || !gathering.add(entry, event)) {
                    break;
                }
            }
            return gathering.batch(true);
        });
    }

    /** As many as one post takes. */
    private static final class Gathering {
        private final List<String> texts = new ArrayList<>();
        private int bytes;
        private int skipped;
        private long last;
        private long lastAt;

        Gathering(long last, long lastAt) {
            this.last = last;
            this.lastAt = lastAt;
        }

        /** False where there is no room for it. */
        boolean add(JournalEntry entry, String text) {
            int more = text.getBytes(StandardCharsets.UTF_8).length + 1;
            if (texts.size() >= MOST_EVENTS || (!texts.isEmpty() && bytes + more > MOST_BYTES)) {
                return false;
            }
            texts.add(text);
            bytes += more;
            passed(entry);
            return true;
        }

        void skip(JournalEntry entry) {
            skipped++;
            passed(entry);
        }

        private void passed(JournalEntry entry) {
            last = entry.number();
            lastAt = entry.at();
        }

        Batch batch(boolean isReplay) {
            return new Batch(texts, isReplay, last, lastAt, skipped);
        }
    }

    private final class Search {
        private final HookKey hook;
        private final WebhookConfig webhook;
        private final Standing standing;
        private final Gathering gathering;

        Search(HookKey hook, WebhookConfig webhook, Standing standing) {
            this.hook = hook;
            this.webhook = webhook;
            this.standing = standing;
            this.gathering = new Gathering(standing.done(), standing.doneAt());
        }

        /** Begins with the last one that is done: where it is not there any more, others may be gone, too. */
        Future<Batch> run() {
            return events.after(hook.tenant(), Math.max(0, standing.done() - 1), PAGE)
                    .compose(page -> {
                        boolean hasDone = !page.isEmpty() && page.get(0).number() == standing.done();
                        if (!page.isEmpty() && !hasDone && isLoss(page.get(0))) {
                            tellLoss(page.get(0));
                        }
                        return take(page, hasDone ? page.subList(1, page.size()) : page);
                    });
        }

        /** A journal that has come to the end of its time has lost nothing that was not done. */
        private boolean isLoss(JournalEntry oldest) {
            return standing.done() > 0
                    && oldest.number() > standing.done() + 1
                    && (standing.failures() > 0 || oldest.at() < standing.doneAt() + keptFor.toMillis());
        }

        private void tellLoss(JournalEntry oldest) {
            JsonObject lost = new JsonObject()
                    .put("number", oldest.number() - 1)
                    .put("at", Instant.ofEpochMilli(oldest.at()).toString())
                    .put("type", LOST)
                    .put("id", "events.lost/%d/%d".formatted(standing.done(), oldest.number()))
                    .put("after", standing.done())
                    .put("before", oldest.number());
            gathering.add(new JournalEntry(oldest.number() - 1, oldest.at(), ""), lost.encode());
        }

        private Future<Batch> take(List<JournalEntry> page, List<JournalEntry> left) {
            for (JournalEntry entry : left) {
                if (standing.end() > 0 && entry.number() > standing.end() && !gathering.texts.isEmpty()) {
                    return Future.succeededFuture(gathering.batch(false));
                }
                JsonObject event = EventJournal.event(entry);
                boolean isLoss = LOST.equals(event.getString("type"));
                if (!isLoss && !webhook.wants(event.getString("type"), event.getString("room", ""))) {
                    gathering.skip(entry);
                } else if (!gathering.add(entry, event.encode())) {
                    return Future.succeededFuture(gathering.batch(false));
                }
            }
            return page.size() < PAGE || gathering.skipped >= MOST_SKIPPED || gathering.texts.size() >= MOST_EVENTS
                    ? Future.succeededFuture(gathering.batch(false))
                    : events.after(hook.tenant(), gathering.last, PAGE).compose(more -> take(more, more));
        }
    }
}
