package io.chappe.presence.store.redis;

import io.chappe.presence.store.JournalStore;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;

final class RedisJournals implements JournalStore {
    private final ScriptRunner runner;
    private final Keys keys;
    private final Script append;
    private final Script before;
    private final Script after;

    RedisJournals(ScriptRunner runner, Keys keys, ScriptFiles files) {
        this.runner = runner;
        this.keys = keys;
        append = script(files, "append");
        before = script(files, "before");
        after = script(files, "after");
    }

    private static Script script(ScriptFiles files, String operation) {
        return files.script("journals/" + operation, "journals/journal");
    }

    @Override
    public Future<Long> append(String journal, List<String> texts, Keeping keeping) {
        List<String> arguments = new ArrayList<>(texts);
        arguments.add(0, Integer.toString(keeping.most()));
        arguments.add(1, Long.toString(keeping.life().toMillis()));
        return runner.runInTurn(append, keys.journal(journal), arguments.toArray(String[]::new))
                .map(number -> Texts.required(number).toLong());
    }

    @Override
    public Future<List<JournalEntry>> before(String journal, long number, int limit) {
        return page(before, journal, number, limit);
    }

    @Override
    public Future<List<JournalEntry>> after(String journal, long number, int limit) {
        return page(after, journal, number, limit);
    }

    private Future<List<JournalEntry>> page(Script script, String journal, long number, int limit) {
        return runner.run(script, keys.journal(journal), Long.toString(number), Integer.toString(limit))
                .map(Texts::required)
                .map(page -> entries(Texts.required(page, 1)));
    }

    private static List<JournalEntry> entries(Response members) {
        List<JournalEntry> entries = new ArrayList<>(members.size());
        for (int i = 0; i < members.size(); i++) {
            String member = Texts.text(members, i);
            int first = member.indexOf(':');
            int second = member.indexOf(':', first + 1);
            entries.add(new JournalEntry(
                    Long.parseLong(member.substring(0, first)),
                    Long.parseLong(member.substring(first + 1, second)),
                    member.substring(second + 1)));
        }
        return entries;
    }
}
