package io.chappe.presence.store.hazelcast;

import com.hazelcast.aggregation.Aggregator;
import io.chappe.core.bus.WireReader;
import io.chappe.core.bus.WireWriter;
import io.chappe.presence.store.FirstNames;
import java.util.List;
import java.util.Map;

/**
 * Finds the first keys of a map. It looks at no value: they are changed in place on the threads of their partitions, and this
 * runs on another.
 */
final class FirstKeys<V> implements Aggregator<Map.Entry<String, V>, List<String>> {
    private static final long serialVersionUID = 1L;

    private final transient FirstNames first;

    FirstKeys(FirstNames first) {
        this.first = first;
    }

    @Override
    public void accumulate(Map.Entry<String, V> entry) {
        first.add(entry.getKey());
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void combine(Aggregator other) {
        first.addAll(((FirstKeys<?>) other).first);
    }

    @Override
    public List<String> aggregate() {
        return first.list();
    }

    void write(WireWriter out) {
        first.write(out);
    }

    static FirstKeys<?> read(WireReader in) {
        return new FirstKeys<>(FirstNames.read(in));
    }
}
