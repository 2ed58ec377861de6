package io.chappe.presence.store.hazelcast;

import io.chappe.core.bus.Notice;
import io.chappe.core.bus.WireReader;
import io.chappe.core.bus.WireWriter;
import io.chappe.presence.store.NewNotices;
import io.chappe.presence.store.NoticeStore;
import io.chappe.presence.store.NoticeTable;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class HazelcastNotices implements NoticeStore {
    private final RemoteTable<NoticeTable> table;

    HazelcastNotices(RemoteTable<NoticeTable> table) {
        this.table = table;
    }

    @Override
    public Future<@Nullable Long> put(String subject, String content, Duration keep) {
        WireWriter call = new WireWriter(64 + content.length()).octet(NoticeMap.PUT);
        return call(call.text(subject).text(content).number(keep.toMillis()))
                .map(in -> in.isAtEnd() ? null : in.number());
    }

    @Override
    public Future<Void> restore(List<Notice> notices) {
        WireWriter call = new WireWriter(256).octet(NoticeMap.RESTORE);
        return call(call.list(notices, (to, notice) -> notice.write(to))).mapEmpty();
    }

    @Override
    public Future<NewNotices> after(long version, int most) {
        return call(new WireWriter(32).octet(NoticeMap.AFTER).number(version).number(most))
                .map(NoticeMap::readNew);
    }

    private Future<WireReader> call(WireWriter call) {
        return table.call(NoticeMap.ONLY_KEY, call);
    }
}
