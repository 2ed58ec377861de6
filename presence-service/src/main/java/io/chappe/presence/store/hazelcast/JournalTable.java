package io.chappe.presence.store.hazelcast;

import io.chappe.core.bus.WireException;
import io.chappe.core.bus.WireReader;
import io.chappe.core.bus.WireWriter;
import io.chappe.presence.store.JournalState;
import io.chappe.presence.store.JournalStore.Keeping;
import io.chappe.presence.store.Moment;
import java.time.Duration;
import java.util.List;

/** The journals, on the data members; looked at by a {@link JournalQuery}. */
final class JournalTable implements Table<JournalState> {
    static final int APPEND = 2;

    @Override
    public String name() {
        return "chappe.journals";
    }

    @Override
    public int stateType() {
        return 106;
    }

    @Override
    public Class<JournalState> stateClass() {
        return JournalState.class;
    }

    @Override
    public JournalState begin(Moment moment) {
        return JournalState.empty();
    }

    @Override
    public boolean isEmpty(JournalState journal) {
        return journal.isEmpty();
    }

    @Override
    public long timeToLive(JournalState journal, Moment moment) {
        return journal.lifeMs();
    }

    @Override
    public long version(JournalState journal) {
        return journal.last();
    }

    @Override
    public void run(WireReader call, JournalState journal, Moment moment, WireWriter answer) {
        int operation = call.octet();
        switch (operation) {
            case APPEND -> {
                List<String> texts = call.list(WireReader::text);
                Keeping keeping = new Keeping(call.count(), Duration.ofMillis(call.number()));
                answer.number(journal.append(texts, keeping, moment));
            }
            default -> throw new WireException("journal operation " + operation);
        }
    }

    @Override
    public void write(WireWriter out, JournalState journal) {
        journal.write(out);
    }

    @Override
    public JournalState read(WireReader in) {
        return JournalState.read(in);
    }
}
