package io.chappe.presence.store.hazelcast;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.map.EntryProcessor;
import com.hazelcast.map.ExtendedMapEntry;
import io.chappe.core.bus.WireReader;
import io.chappe.core.bus.WireWriter;
import io.chappe.presence.store.LateTicketException;
import io.chappe.presence.store.Moment;
import io.chappe.presence.store.StoreClock;
import io.chappe.presence.store.UnknownLifeException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One call on one entry, run where the entry is: on the partition's thread of its owner, and then the same with the same
 * {@link Moment} on the backup. It works on the live object, so that no call serializes the entry.
 */
final class Call<S> implements EntryProcessor<String, S, byte[]>, HazelcastInstanceAware {
    private static final long serialVersionUID = 1L;

    private static final int DONE = 0;
    private static final int LATE = 1;
    private static final int UNKNOWN_LIFE = 2;

    private final transient Table<S> table;
    private final byte[] arguments;
    private transient @Nullable Moment moment;
    private transient @Nullable StoreClock clock;

    Call(Table<S> table, byte[] arguments, @Nullable Moment moment) {
        this.table = table;
        this.arguments = arguments;
        this.moment = moment;
    }

    @Override
    public void setHazelcastInstance(HazelcastInstance hazelcast) {
        clock = HazelcastStores.clockOf(hazelcast);
    }

    @Override
    public byte[] process(Map.Entry<String, S> entry) {
        StoreClock time = Objects.requireNonNull(clock, "Hazelcast has injected itself");
        Moment now = moment == null ? time.moment() : moment;
        moment = now;
        @Nullable S there = entry.getValue();
        S state = there == null ? table.begin(now) : there;
        WireWriter answer = new WireWriter(256).octet(DONE);
        try {
            table.run(new WireReader(arguments), state, now, answer);
        } catch (LateTicketException e) {
            return new WireWriter(16).octet(LATE).number(e.byMs()).toBytes();
        } catch (UnknownLifeException e) {
            return new WireWriter(1).octet(UNKNOWN_LIFE).toBytes();
        }
        keep((ExtendedMapEntry<String, S>) entry, state, there != null, now, time);
        return answer.toBytes();
    }

    private void keep(ExtendedMapEntry<String, S> entry, S state, boolean wasThere, Moment now, StoreClock time) {
        if (!table.isEmpty(state)) {
            entry.setValue(state, table.timeToLive(state, now), TimeUnit.MILLISECONDS);
        } else if (wasThere) {
            time.retire(table.version(state));
            delete(entry);
        }
    }

    /**
     * The result of a call, from what {@link #process} returned.
     *
     * @throws LateTicketException or {@link UnknownLifeException} if nothing was done for that; as an answer, because
     *     Hazelcast would log an exception as its own failure
     */
    static WireReader answer(byte[] returned) {
        WireReader in = new WireReader(returned);
        int outcome = in.octet();
        if (outcome == LATE) {
            throw new LateTicketException(in.number());
        } else if (outcome == UNKNOWN_LIFE) {
            throw new UnknownLifeException();
        }
        return in;
    }

    /** To set null is how an entry processor removes. */
    @SuppressWarnings("NullAway")
    private void delete(Map.Entry<String, S> entry) {
        entry.setValue(null);
    }

    void write(WireWriter out) {
        out.number(Tables.number(table)).block(arguments);
        Moment decided = moment;
        out.octet(decided == null ? 0 : 1);
        if (decided != null) {
            out.number(decided.now()).number(decided.seed()).fixed64(decided.random());
        }
    }

    static Call<?> read(WireReader in) {
        Table<?> table = Tables.ALL.get((int) in.number());
        byte[] arguments = in.bytes();
        Moment moment = in.octet() == 0 ? null : new Moment(in.number(), in.number(), in.fixed64());
        return new Call<>(table, arguments, moment);
    }
}
