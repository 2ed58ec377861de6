package io.chappe.presence.store.memory;

import io.chappe.presence.store.JournalState;
import io.chappe.presence.store.JournalStore;
import io.chappe.presence.store.StoreClock;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;

final class MemoryJournals implements JournalStore {
    private final StoreClock clock;
    private final MemoryTable<String, JournalState> journals = new MemoryTable<>(JournalState::isEmpty);

    MemoryJournals(StoreClock clock) {
        this.clock = clock;
    }

    @Override
    public Future<Long> append(String journal, List<String> texts, Keeping keeping) {
        return change(journal, state -> state.append(texts, keeping, clock.moment()));
    }

    @Override
    public Future<List<JournalEntry>> before(String journal, long number, int limit) {
        return look(journal, state -> state.before(number, limit));
    }

    @Override
    public Future<List<JournalEntry>> after(String journal, long number, int limit) {
        return look(journal, state -> state.after(number, limit));
    }

    private Future<List<JournalEntry>> look(String journal, Function<JournalState, List<JournalEntry>> question) {
        return change(journal, state -> state.isOver(clock.moment().now()) ? List.of() : question.apply(state));
    }

    private <R> Future<R> change(String journal, Function<JournalState, R> operation) {
        return journals.change(journal, JournalState::empty, operation);
    }
}
