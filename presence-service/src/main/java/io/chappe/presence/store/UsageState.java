package io.chappe.presence.store;

import io.chappe.core.bus.WireReader;
import io.chappe.core.bus.WireWriter;
import io.chappe.presence.store.UsageStore.Period;
import io.chappe.presence.store.UsageStore.Span;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/** What one tenant has used, and what each operation of {@link UsageStore} does to it. For one thread at a time. */
public final class UsageState {
    /** What a node has said last, and in which hour. */
    private record Last(long number, long hour) {}

    private final Map<Span, NavigableMap<Long, Usage>> periods = new EnumMap<>(Span.class);
    private final Map<String, Last> sources = new HashMap<>();

    private UsageState() {
        for (Span span : Span.values()) {
            periods.put(span, new TreeMap<>());
        }
    }

    /** Of a tenant that has used nothing. */
    public static UsageState empty() {
        return new UsageState();
    }

    public void add(String source, long number, Usage more, long now) {
        Last known = sources.get(source);
        if (known != null && known.number >= number) {
            return;
        }
        long hour = Span.HOUR.at(now);
        sources.values().removeIf(last -> last.hour + UsageStore.REMEMBERED_HOURS < hour);
        sources.put(source, new Last(number, hour));
        for (Span span : Span.values()) {
            NavigableMap<Long, Usage> all = of(span);
            all.merge(span.at(now), more, Usage::plus);
            all.headMap(span.at(now) - span.kept(), true).clear();
        }
    }

    public List<Period> read(Span span, long from, long to) {
        return from > to
                ? List.of()
                : of(span).subMap(from, true, to, true).entrySet().stream()
                        .map(entry -> new Period(entry.getKey(), entry.getValue()))
                        .toList();
    }

    private NavigableMap<Long, Usage> of(Span span) {
        return Objects.requireNonNull(periods.get(span));
    }

    public boolean isEmpty() {
        return sources.isEmpty() && of(Span.DAY).isEmpty();
    }

    public void write(WireWriter out) {
        for (Span span : Span.values()) {
            writePeriods(out, read(span, Long.MIN_VALUE, Long.MAX_VALUE));
        }
        out.list(
                sources.entrySet(),
                (to, source) -> to.text(source.getKey())
                        .number(source.getValue().number)
                        .number(source.getValue().hour));
    }

    public static UsageState read(WireReader in) {
        UsageState state = new UsageState();
        for (Span span : Span.values()) {
            readPeriods(in).forEach(period -> state.of(span).put(period.number(), period.usage()));
        }
        in.list(from -> Map.entry(from.text(), new Last(from.number(), from.number())))
                .forEach(source -> state.sources.put(source.getKey(), source.getValue()));
        return state;
    }

    public static void writePeriods(WireWriter out, List<Period> periods) {
        out.list(periods, (to, period) -> {
            to.number(period.number());
            writeUsage(to, period.usage());
        });
    }

    public static List<Period> readPeriods(WireReader in) {
        return in.list(from -> new Period(from.number(), readUsage(from)));
    }

    public static void writeUsage(WireWriter out, Usage usage) {
        out.number(usage.connectedMs())
                .number(usage.messages())
                .number(usage.bytes())
                .number(usage.peak());
    }

    public static Usage readUsage(WireReader in) {
        return new Usage(in.number(), in.number(), in.number(), in.number());
    }
}
