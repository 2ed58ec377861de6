package io.chappe.presence.store.hazelcast;

import io.chappe.core.bus.Notice;
import io.chappe.core.bus.WireException;
import io.chappe.core.bus.WireReader;
import io.chappe.core.bus.WireWriter;
import io.chappe.presence.store.Moment;
import io.chappe.presence.store.NewNotices;
import io.chappe.presence.store.NoticePut;
import io.chappe.presence.store.NoticeTable;

/** The notices, on the data members: one entry with all of them, so that one series numbers them. */
final class NoticeMap implements Table<NoticeTable> {
    static final String ONLY_KEY = "notices";

    static final int PUT = 1;
    static final int RESTORE = 2;
    static final int AFTER = 3;
    static final int REPLACE = 4;
    static final int GET = 5;
    static final int LIST = 6;

    @Override
    public String name() {
        return "chappe.notices";
    }

    @Override
    public int stateType() {
        return 105;
    }

    @Override
    public Class<NoticeTable> stateClass() {
        return NoticeTable.class;
    }

    @Override
    public NoticeTable begin(Moment moment) {
        return new NoticeTable();
    }

    @Override
    public boolean isEmpty(NoticeTable notices) {
        return false;
    }

    @Override
    public long version(NoticeTable notices) {
        return notices.version();
    }

    @Override
    public void run(WireReader call, NoticeTable notices, Moment moment, WireWriter answer) {
        int operation = call.octet();
        switch (operation) {
            case PUT -> {
                Long version = notices.put(call.text(), call.text(), call.number(), moment);
                if (version != null) {
                    answer.number(version);
                }
            }
            case REPLACE -> {
                NoticePut put = notices.replace(call.text(), call.text(), call.number(), call.number(), moment);
                answer.text(put.outcome().name()).number(put.version()).number(put.writtenAt());
            }
            case GET -> {
                Notice notice = notices.get(call.text(), moment);
                if (notice != null) {
                    notice.write(answer);
                }
            }
            case LIST ->
                answer.list(
                        notices.list(call.text(), call.text(), (int) call.number(), moment),
                        (to, notice) -> notice.write(to));
            case RESTORE -> notices.restore(call.list(Notice::read), moment);
            case AFTER -> {
                NewNotices found = notices.after(call.number(), (int) call.number());
                answer.list(found.notices(), (to, notice) -> notice.write(to));
                answer.number(found.version()).number(found.newest());
            }
            default -> throw new WireException("notice operation " + operation);
        }
    }

    static NewNotices readNew(WireReader in) {
        return new NewNotices(in.list(Notice::read), in.number(), in.number());
    }

    @Override
    public void write(WireWriter out, NoticeTable notices) {
        notices.write(out);
    }

    @Override
    public NoticeTable read(WireReader in) {
        return NoticeTable.read(in);
    }
}
