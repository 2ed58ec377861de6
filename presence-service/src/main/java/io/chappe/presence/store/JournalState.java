package io.chappe.presence.store;

import io.chappe.core.bus.WireReader;
import io.chappe.core.bus.WireWriter;
import io.chappe.presence.store.JournalStore.JournalEntry;
import io.chappe.presence.store.JournalStore.Keeping;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** One journal, and what each operation of {@link JournalStore} does to it. For one thread at a time. */
public final class JournalState {
    /** By their numbers, so that a page in the midst of many costs no more than one at an end. */
    private final NavigableMap<Long, JournalEntry> entries = new TreeMap<>();

    /** After the last entry was written; 0 for ever. Whoever keeps this object counts it, and knows it from the last call. */
    private long lifeMs;

    /** What is there as long as nothing is there. */
    public static JournalState empty() {
        return new JournalState();
    }

    public long append(List<String> texts, Keeping keeping, Moment moment) {
        long number = last();
        for (String text : texts) {
            number = Math.max(number + 1, moment.seed());
            entries.put(number, new JournalEntry(number, moment.now(), text));
        }
        while (entries.size() > keeping.most()) {
            entries.pollFirstEntry();
        }
        lifeMs = keeping.life().toMillis();
        return number;
    }

    /** For how many ms it is kept if nothing is written any more; 0 for ever. */
    public long lifeMs() {
        return lifeMs;
    }

    /** Whether its time is over. */
    public boolean isOver(long now) {
        return lifeMs > 0 && !isEmpty() && entries.lastEntry().getValue().at() + lifeMs <= now;
    }

    public List<JournalEntry> before(long number, int limit) {
        return first(entries.headMap(number, false).descendingMap(), limit);
    }

    public List<JournalEntry> after(long number, int limit) {
        return first(entries.tailMap(number, false), limit);
    }

    /** No stream: one asks for the size first, and a part of a tree counts its entries one by one to tell it. */
    private static List<JournalEntry> first(NavigableMap<Long, JournalEntry> found, int limit) {
        List<JournalEntry> page = new ArrayList<>();
        Iterator<JournalEntry> entries = found.values().iterator();
        while (page.size() < limit && entries.hasNext()) {
            page.add(entries.next());
        }
        return page;
    }

    /** The number of the newest, which is never forgotten; 0 if there is none. */
    public long last() {
        return entries.isEmpty() ? 0 : entries.lastKey();
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    public void write(WireWriter out) {
        writeEntries(out, entries.values());
    }

    public static JournalState read(WireReader in) {
        JournalState journal = new JournalState();
        readEntries(in).forEach(entry -> journal.entries.put(entry.number(), entry));
        return journal;
    }

    public static void writeEntries(WireWriter out, Collection<JournalEntry> entries) {
        out.list(
                entries,
                (to, entry) -> to.number(entry.number()).number(entry.at()).text(entry.text()));
    }

    public static List<JournalEntry> readEntries(WireReader in) {
        return in.list(from -> new JournalEntry(from.number(), from.number(), from.text()));
    }
}
