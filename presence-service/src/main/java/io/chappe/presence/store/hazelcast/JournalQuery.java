package io.chappe.presence.store.hazelcast;

import com.hazelcast.core.ReadOnly;
import com.hazelcast.map.EntryProcessor;
import io.chappe.core.bus.WireException;
import io.chappe.core.bus.WireReader;
import io.chappe.core.bus.WireWriter;
import io.chappe.presence.store.JournalState;
import io.chappe.presence.store.JournalStore.JournalEntry;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A look at a page of one journal, which no backup needs to repeat. It reads the live object on its partition's thread, so that
 * nothing but the page is copied.
 */
final class JournalQuery implements EntryProcessor<String, JournalState, byte[]>, ReadOnly {
    private static final long serialVersionUID = 1L;

    static final int BEFORE = 1;
    static final int AFTER = 2;

    private final byte question;
    private final long number;
    private final int limit;

    JournalQuery(int question, long number, int limit) {
        this.question = (byte) question;
        this.number = number;
        this.limit = limit;
    }

    @Override
    public byte[] process(Map.Entry<String, JournalState> entry) {
        @Nullable JournalState journal = entry.getValue();
        WireWriter answer = new WireWriter(256);
        JournalState.writeEntries(answer, journal == null ? List.of() : page(journal));
        return answer.toBytes();
    }

    private List<JournalEntry> page(JournalState journal) {
        return switch (question) {
            case BEFORE -> journal.before(number, limit);
            case AFTER -> journal.after(number, limit);
            default -> throw new WireException("journal question " + question);
        };
    }

    void write(WireWriter out) {
        out.octet(question).number(number).number(limit);
    }

    static JournalQuery read(WireReader in) {
        return new JournalQuery(in.octet(), in.number(), in.count());
    }
}
