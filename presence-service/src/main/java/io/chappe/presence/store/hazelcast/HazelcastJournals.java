package io.chappe.presence.store.hazelcast;

import io.chappe.core.bus.WireReader;
import io.chappe.core.bus.WireWriter;
import io.chappe.presence.store.JournalState;
import io.chappe.presence.store.JournalStore;
import io.vertx.core.Future;
import java.util.List;

final class HazelcastJournals implements JournalStore {
    private final RemoteTable<JournalState> table;

    HazelcastJournals(RemoteTable<JournalState> table) {
        this.table = table;
    }

    @Override
    public Future<Long> append(String journal, List<String> texts, Keeping keeping) {
        WireWriter call = new WireWriter(256).octet(JournalTable.APPEND).list(texts, WireWriter::text);
        call.number(keeping.most()).number(keeping.life().toMillis());
        return table.call(journal, call).map(WireReader::number);
    }

    @Override
    public Future<List<JournalEntry>> before(String journal, long number, int limit) {
        return ask(journal, new JournalQuery(JournalQuery.BEFORE, number, limit));
    }

    @Override
    public Future<List<JournalEntry>> after(String journal, long number, int limit) {
        return ask(journal, new JournalQuery(JournalQuery.AFTER, number, limit));
    }

    private Future<List<JournalEntry>> ask(String journal, JournalQuery question) {
        return table.ask(journal, question).map(JournalState::readEntries);
    }
}
