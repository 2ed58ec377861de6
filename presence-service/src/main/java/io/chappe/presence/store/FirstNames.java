package io.chappe.presence.store;

import io.chappe.core.bus.WireReader;
import io.chappe.core.bus.WireWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The first few of any number of names, in the order of their UTF-8 bytes. For one thread at a time. */
public final class FirstNames {
    /** Strings compare by UTF-16, in which what is beyond the basic plane comes before the last of what is in it. */
    public static final Comparator<String> ORDER = FirstNames::compare;

    private final String prefix;
    private final @Nullable String after;
    private final int most;
    private final TreeSet<String> names = new TreeSet<>(ORDER);

    /**
     * @param prefix with which they begin
     * @param after behind which they are; null for all
     */
    public FirstNames(String prefix, @Nullable String after, int most) {
        this.prefix = prefix;
        this.after = after;
        this.most = most;
    }

    public void add(String name) {
        if (name.startsWith(prefix) && (after == null || ORDER.compare(name, after) > 0)) {
            names.add(name);
            if (names.size() > most) {
                names.pollLast();
            }
        }
    }

    public void addAll(FirstNames others) {
        others.names.forEach(this::add);
    }

    public List<String> list() {
        return new ArrayList<>(names);
    }

    public void write(WireWriter out) {
        out.text(prefix).list(after == null ? List.of() : List.of(after), WireWriter::text);
        out.number(most).list(names, WireWriter::text);
    }

    public static FirstNames read(WireReader in) {
        String prefix = in.text();
        String after = in.list(WireReader::text).stream().findFirst().orElse(null);
        FirstNames first = new FirstNames(prefix, after, in.count());
        first.names.addAll(in.list(WireReader::text));
        return first;
    }

    private static int compare(String one, String other) {
        int common = Math.min(one.length(), other.length());
        for (int i = 0; i < common; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                return Integer.compare(rank(a), rank(b));
            }
        }
        return Integer.compare(one.length(), other.length());
    }

    /** Surrogates last. */
    private static int rank(char c) {
        return Character.isSurrogate(c) ? c + Character.MAX_VALUE : c;
    }
}
