package io.chappe.presence.store.hazelcast;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.core.ReadOnly;
import com.hazelcast.map.EntryProcessor;
import io.chappe.core.bus.WireReader;
import io.chappe.core.bus.WireWriter;
import io.chappe.presence.store.StoreClock;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A look at one entry, which no backup needs to repeat. The answer is empty for one that is not there. */
final class Query<S> implements EntryProcessor<String, S, byte[]>, ReadOnly, HazelcastInstanceAware {
    private static final long serialVersionUID = 1L;

    private final transient Table<S> table;
    private final byte question;
    private final byte[] arguments;
    private transient @Nullable StoreClock clock;

    Query(Table<S> table, int question, WireWriter arguments) {
        this(table, question, arguments.toBytes());
    }

    private Query(Table<S> table, int question, byte[] arguments) {
        this.table = table;
        this.question = (byte) question;
        this.arguments = arguments;
    }

    @Override
    public void setHazelcastInstance(HazelcastInstance hazelcast) {
        clock = HazelcastStores.clockOf(hazelcast);
    }

    @Override
    public byte[] process(Map.Entry<String, S> entry) {
        @Nullable S there = entry.getValue();
        WireWriter answer = new WireWriter(64);
        if (there != null) {
            long now = Objects.requireNonNull(clock, "Hazelcast has injected itself")
                    .moment()
                    .now();
            table.answer(question, new WireReader(arguments), there, now, answer);
        }
        return answer.toBytes();
    }

    void write(WireWriter out) {
        out.octet(question).number(Tables.number(table)).block(arguments);
    }

    /** One of an older build is about a room, and has no arguments. */
    static Query<?> read(WireReader in) {
        int question = in.octet();
        return in.isAtEnd()
                ? new Query<>(Tables.ROOMS, question, new byte[0])
                : new Query<>(Tables.ALL.get((int) in.number()), question, in.bytes());
    }
}
