package io.chappe.presence.notices;

import io.chappe.core.bus.Notice;
import io.chappe.core.bus.TenantNotice;
import io.chappe.core.model.TenantId;
import io.chappe.presence.store.NoticePut;
import io.chappe.presence.store.NoticeStore;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tenants of the store, which every gateway has from there. What a gateway's own configuration has is not among them. */
public final class TenantRegister {
    /** A gateway that has not heard of a removal must not live so long: it could put the tenant back. */
    private static final Duration REMEMBERED = Duration.ofDays(30);

    private final Notices notices;
    private final NoticeStore store;

    public TenantRegister(Notices notices, NoticeStore store) {
        this.notices = notices;
        this.store = store;
    }

    /**
     * A tenant as it is written in the store.
     *
     * @param text its terms, as they would stand in a configuration; with secrets
     * @param writtenAt by the store's clock in ms; it tells this text from all others of the tenant
     */
    public record Entry(TenantId tenant, String text, long writtenAt) {
        /** Without the text: there are keys in it. */
        @Override
        public String toString() {
            return "Entry[" + tenant + ", " + writtenAt + "]";
        }
    }

    /** A tenant; null if the store does not have it. */
    public Future<@Nullable Entry> get(TenantId tenant) {
        return store.get(new TenantNotice(tenant, "").subject()).map(notice -> notice == null ? null : entry(notice));
    }

    /**
     * Tenants whose names begin so, in an order that is the store's own.
     *
     * @param after only those after this one; null for the first
     * @param most at least one; fewer are told only where there are no more
     */
    public Future<List<Entry>> list(String prefix, @Nullable TenantId after, int most) {
        String last = after == null ? "" : new TenantNotice(after, "").subject();
        return list(TenantNotice.subjects(prefix), last, most, new ArrayList<>());
    }

    /** Those that are gone leave gaps. */
    private Future<List<Entry>> list(String prefix, String after, int most, List<Entry> found) {
        return store.list(prefix, after, most).compose(notices -> {
            for (Notice notice : notices) {
                Entry entry = entry(notice);
                if (entry != null && found.size() < most) {
                    found.add(entry);
                }
            }
            return notices.size() < most || found.size() == most
                    ? Future.succeededFuture(found)
                    : list(prefix, notices.get(notices.size() - 1).subject(), most, found);
        });
    }

    private static @Nullable Entry entry(Notice notice) {
        TenantNotice tenant = TenantNotice.of(notice);
        return tenant == null || tenant.isGone() ? null : new Entry(tenant.tenant(), tenant.text(), notice.writtenAt());
    }

    /**
     * Adds a tenant, or gives it other terms, if what is there is what whoever writes it knows.
     *
     * @param text that every gateway can take, at most {@link Notice#LONGEST_CONTENT}
     * @param known when that was written; 0 if the store is to have no such tenant
     * @return fails with an {@link IllegalArgumentException} where it cannot be done, for whoever asked
     */
    public Future<NoticePut> put(TenantId tenant, String text, long known) {
        return notices.replace(new TenantNotice(tenant, text).subject(), text, Duration.ZERO, known);
    }

    /** Removes a tenant like that; its sessions end. */
    public Future<NoticePut> remove(TenantId tenant, long known) {
        return notices.replace(new TenantNotice(tenant, "").subject(), "", REMEMBERED, known);
    }
}
