package io.chappe.presence.store.memory;

import io.chappe.core.bus.Notice;
import io.chappe.presence.store.Moment;
import io.chappe.presence.store.NewNotices;
import io.chappe.presence.store.NoticePut;
import io.chappe.presence.store.NoticeStore;
import io.chappe.presence.store.NoticeTable;
import io.chappe.presence.store.StoreClock;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

final class MemoryNotices implements NoticeStore {
    private static final String ONLY = "notices";

    private final StoreClock clock;
    private final MemoryTable<String, NoticeTable> table = new MemoryTable<>(nothing -> false);

    MemoryNotices(StoreClock clock) {
        this.clock = clock;
    }

    @Override
    public Future<@Nullable Long> put(String subject, String content, Duration keep) {
        return change((notices, moment) -> notices.put(subject, content, keep.toMillis(), moment));
    }

    @Override
    public Future<NoticePut> replace(String subject, String content, Duration keep, long known) {
        return change((notices, moment) -> notices.replace(subject, content, keep.toMillis(), known, moment));
    }

    @Override
    public Future<@Nullable Notice> get(String subject) {
        return change((notices, moment) -> notices.get(subject, moment));
    }

    @Override
    public Future<List<Notice>> list(String prefix, String after, int most) {
        return change((notices, moment) -> notices.list(prefix, after, most, moment));
    }

    @Override
    public Future<Void> restore(List<Notice> known) {
        return change((notices, moment) -> {
                    notices.restore(known, moment);
                    return notices;
                })
                .mapEmpty();
    }

    @Override
    public Future<NewNotices> after(long version, int most) {
        return change((notices, moment) -> notices.after(version, most));
    }

    private <R extends @Nullable Object> Future<R> change(BiFunction<NoticeTable, Moment, R> operation) {
        return table.change(ONLY, NoticeTable::new, notices -> operation.apply(notices, clock.moment()));
    }
}
