package io.chappe.presence.store.hazelcast;

import io.chappe.core.bus.Notice;
import io.chappe.core.bus.WireReader;
import io.chappe.core.bus.WireWriter;
import io.chappe.presence.store.NewNotices;
import io.chappe.presence.store.NoticePut;
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
    public Future<NoticePut> replace(String subject, String content, Duration keep, long known) {
        WireWriter call = new WireWriter(64 + content.length()).octet(NoticeMap.REPLACE);
        return call(call.text(subject).text(content).number(keep.toMillis()).number(known))
                .map(in -> new NoticePut(NoticePut.Outcome.valueOf(in.text()), in.number(), in.number()));
    }

    @Override
    public Future<@Nullable Notice> get(String subject) {
        return call(new WireWriter(64).octet(NoticeMap.GET).text(subject))
                .map(in -> in.isAtEnd() ? null : Notice.read(in));
    }

    @Override
    public Future<List<Notice>> list(String prefix, String after, int most) {
        WireWriter call = new WireWriter(64).octet(NoticeMap.LIST);
        return call(call.text(prefix).text(after).number(most)).map(in -> in.list(Notice::read));
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
