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
    private final byte[] question;
    private transient @Nullable StoreClock clock;

    Query(Table<S> table, WireWriter question) {
        this(table, question.toBytes());
    }

    private Query(Table<S> table, byte[] question) {
        this.table = table;
        this.question = question;
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
            table.answer(new WireReader(question), entry.getKey(), there, now, answer);
        }
        return answer.toBytes();
    }

    /** A node of an older build reads the first octet alone. */
    void write(WireWriter out) {
        out.octet(question[0]).number(Tables.number(table)).block(question);
    }

    /** One of an older build is about a room, and has no arguments. */
    static Query<?> read(WireReader in) {
        int first = in.octet();
        return in.isAtEnd()
                ? new Query<>(Tables.ROOMS, new byte[] {(byte) first})
                : new Query<>(Tables.ALL.get((int) in.number()), in.bytes());
    }
}
