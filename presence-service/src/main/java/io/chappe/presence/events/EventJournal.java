package io.chappe.presence.events;

import io.chappe.core.model.TenantId;
import io.chappe.presence.store.JournalStore;
import io.chappe.presence.store.JournalStore.JournalEntry;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The journals of events, one of each tenant and one of all, for those who read them. */
public final class EventJournal {
    private static final String ALL = "events";

    private final JournalStore journals;
    private final EventsConfig config;

    public EventJournal(JournalStore journals, EventsConfig config) {
        this.journals = journals;
        this.config = config;
    }

    /** Of one tenant, or with null that of all. */
    public static String of(@Nullable TenantId tenant) {
        return tenant == null ? ALL : ALL + "/" + tenant.value();
    }

    /** Whether there are any. */
    public boolean isOpen() {
        return config.areKept();
    }

    /** See {@link JournalStore#before}. */
    public Future<List<JournalEntry>> before(@Nullable TenantId tenant, long number, int limit) {
        return journals.before(of(tenant), number, limit);
    }

    /** See {@link JournalStore#after}. */
    public Future<List<JournalEntry>> after(@Nullable TenantId tenant, long number, int limit) {
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
