package io.chappe.presence.events;

import io.chappe.core.model.TenantId;
import io.chappe.presence.store.JournalStore;
import io.chappe.presence.store.JournalStore.JournalEntry;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** The journals of events, for those who read them. */
public final class EventJournal {
    private final JournalStore journals;
    private final EventsConfig config;

    public EventJournal(JournalStore journals, EventsConfig config) {
        this.journals = journals;
        this.config = config;
    }

    /** Of one tenant. */
    public static String of(TenantId tenant) {
        return "events/" + tenant.value();
    }

    /** Whether there are any. */
    public boolean isOpen() {
        return config.areKept();
    }

    /** See {@link JournalStore#before}. */
    public Future<List<JournalEntry>> before(TenantId tenant, long number, int limit) {
        return journals.before(of(tenant), number, limit);
    }

    /** See {@link JournalStore#after}. */
    public Future<List<JournalEntry>> after(TenantId tenant, long number, int limit) {
        return journals.after(of(tenant), number, limit);
    }

    /** As programs are told of it. */
    public static JsonObject event(JournalEntry entry) {
        return new JsonObject()
                .put("number", entry.number())
                .put("at", Instant.ofEpochMilli(entry.at()).toString())
                .mergeIn(new JsonObject(entry.text()));
    }
}
