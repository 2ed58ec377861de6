package io.chappe.presence.store.hazelcast;

import io.chappe.core.bus.Wire;
import io.chappe.core.bus.WireException;
import io.chappe.core.bus.WireReader;
import io.chappe.core.bus.WireWriter;
import io.chappe.presence.store.Holdings;
import io.chappe.presence.store.Moment;
import io.chappe.presence.store.SealedHoldings;
import io.chappe.presence.store.Ticket;
import org.jspecify.annotations.Nullable;

/** The records of what the nodes' lives hold, on the data members. */
final class HoldingTable implements Table<Holdings> {
    static final int OPEN = 1;
    static final int HOLD = 2;
    static final int RELEASE = 3;
    static final int SEAL = 4;
    static final int DELETE = 5;

    @Override
    public String name() {
        return "chappe.holdings";
    }

    @Override
    public int stateType() {
        return 103;
    }

    @Override
    public Class<Holdings> stateClass() {
        return Holdings.class;
    }

    @Override
    public Holdings begin(Moment moment) {
        return Holdings.absent();
    }

    @Override
    public boolean isEmpty(Holdings record) {
        return record.isAbsent();
    }

    @Override
    public long version(Holdings record) {
        return 0;
    }

    @Override
    public void run(WireReader call, Holdings record, Moment moment, WireWriter answer) {
        int operation = call.octet();
        switch (operation) {
            case OPEN -> record.open();
            case HOLD -> {
                @Nullable Ticket ticket = record.hold(Wire.life(call), Holdings.readPlace(call), moment);
                if (ticket != null) {
                    Answers.writeTicket(answer, ticket);
                }
            }
            case RELEASE -> record.release(Holdings.readPlace(call), call.fixed64());
            case SEAL -> seal(record, moment, answer);
            case DELETE -> record.delete();
            default -> throw new WireException("holding operation " + operation);
        }
    }

    private static void seal(Holdings record, Moment moment, WireWriter answer) {
        SealedHoldings sealed = record.seal(moment);
        if (sealed != null) {
            answer.number(sealed.sealedAt()).number(sealed.now());
            Holdings.writePlaces(answer, sealed.places());
        }
    }

    static @Nullable SealedHoldings readSealed(WireReader in) {
        if (in.isAtEnd()) {
            return null;
        }
        long sealedAt = in.number();
        long now = in.number();
        return new SealedHoldings(Holdings.readPlaces(in), sealedAt, now);
    }

    @Override
    public void write(WireWriter out, Holdings record) {
        record.write(out);
    }

    @Override
    public Holdings read(WireReader in) {
        return Holdings.read(in);
    }
}
