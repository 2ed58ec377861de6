package io.chappe.presence.store;

import io.chappe.core.bus.Notice;
import io.chappe.core.bus.WireReader;
import io.chappe.core.bus.WireWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All notices, and what each operation of {@link NoticeStore} does to them. For one thread at a time. */
public final class NoticeTable {
    private record Numbered(Notice notice, long version) {
        static void write(WireWriter out, Numbered numbered) {
            numbered.notice.write(out);
            out.number(numbered.version);
        }
    }

    private final NavigableMap<String, Numbered> bySubject = new TreeMap<>();
    private final NavigableMap<Long, Numbered> byVersion = new TreeMap<>();
    private long newest;
    /** None is over before. */
    private long firstOver = Long.MAX_VALUE;

    public @Nullable Long put(String subject, String content, long keepMs, Moment moment) {
        forget(moment.now());
        if (isFullFor(subject)) {
            return null;
        }
        Numbered old = bySubject.get(subject);
        long until = keepMs == 0 ? Notice.FOR_EVER : moment.now() + keepMs;
        long writtenAt = moment.now();
        if (old != null) {
            until = content.isEmpty() ? until : later(old.notice.until(), until);
            writtenAt = Math.max(writtenAt, old.notice.writtenAt() + 1);
        }
        number(new Notice(subject, content, writtenAt, until), moment);
        return newest;
    }

    /** See {@link NoticeStore#replace}. */
    public NoticePut replace(String subject, String content, long keepMs, long known, Moment moment) {
        forget(moment.now());
        Numbered old = bySubject.get(subject);
        long there = old == null || old.notice.content().isEmpty() ? 0 : old.notice.writtenAt();
        if (there != known) {
            return NoticePut.refused(NoticePut.Outcome.CHANGED);
        }
        Long version = put(subject, content, keepMs, moment);
        Notice written = get(subject, moment);
        return version == null || written == null
                ? NoticePut.refused(NoticePut.Outcome.FULL)
                : NoticePut.written(version, written.writtenAt());
    }

    public @Nullable Notice get(String subject, Moment moment) {
        forget(moment.now());
        Numbered there = bySubject.get(subject);
        return there == null ? null : there.notice;
    }

    public List<Notice> list(String prefix, String after, int most, Moment moment) {
        forget(moment.now());
        String from = after.compareTo(prefix) > 0 ? after : prefix;
        List<Notice> found = new ArrayList<>();
        for (Numbered next : bySubject.tailMap(from, !from.equals(after)).values()) {
            if (found.size() == most || !next.notice.subject().startsWith(prefix)) {
                break;
            }
            found.add(next.notice);
        }
        return found;
    }

    private static long later(long until, long orUntil) {
        return until == Notice.FOR_EVER || orUntil == Notice.FOR_EVER ? Notice.FOR_EVER : Math.max(until, orUntil);
    }

    private boolean isFullFor(String subject) {
        return bySubject.size() >= NoticeStore.MOST && !bySubject.containsKey(subject);
    }

    public void restore(List<Notice> notices, Moment moment) {
        forget(moment.now());
        for (Notice notice : notices) {
            Numbered there = bySubject.get(notice.subject());
            boolean isNews = there == null || there.notice.writtenAt() < notice.writtenAt();
            if (isNews && !notice.isOver(moment.now()) && !isFullFor(notice.subject())) {
                number(notice, moment);
            }
        }
    }

    private void number(Notice notice, Moment moment) {
        newest = Math.max(newest + 1, moment.seed());
        keep(new Numbered(notice, newest));
    }

    private void keep(Numbered numbered) {
        Numbered old = bySubject.put(numbered.notice.subject(), numbered);
        if (old != null) {
            byVersion.remove(old.version);
        }
        byVersion.put(numbered.version, numbered);
        firstOver = Math.min(firstOver, end(numbered));
    }

    private static long end(Numbered numbered) {
        long until = numbered.notice.until();
        return until == Notice.FOR_EVER ? Long.MAX_VALUE : until;
    }

    private void forget(long now) {
        if (now >= firstOver) {
            bySubject.values().removeIf(numbered -> numbered.notice.isOver(now));
            byVersion.values().removeIf(numbered -> numbered.notice.isOver(now));
            firstOver = bySubject.values().stream()
                    .mapToLong(NoticeTable::end)
                    .min()
                    .orElse(Long.MAX_VALUE);
        }
    }

    public NewNotices after(long version, int most) {
        List<Notice> notices = new ArrayList<>();
        long last = version;
        for (Numbered next : byVersion.tailMap(version, false).values()) {
            if (notices.size() == most) {
                return new NewNotices(notices, last, newest);
            }
            notices.add(next.notice);
            last = next.version;
        }
        return new NewNotices(notices, newest, newest);
    }

    /** Of the last one. */
    public long version() {
        return newest;
    }

    public void write(WireWriter out) {
        out.number(newest).list(bySubject.values(), Numbered::write);
    }

    public static NoticeTable read(WireReader in) {
        NoticeTable table = new NoticeTable();
        table.newest = in.number();
        in.list(from -> new Numbered(Notice.read(from), from.number())).forEach(table::keep);
        return table;
    }
}
