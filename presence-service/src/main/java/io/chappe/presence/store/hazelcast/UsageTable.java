package io.chappe.presence.store.hazelcast;

import io.chappe.core.bus.WireException;
import io.chappe.core.bus.WireReader;
import io.chappe.core.bus.WireWriter;
import io.chappe.presence.store.Moment;
import io.chappe.presence.store.UsageState;
import io.chappe.presence.store.UsageStore.Span;

/** What tenants have used, on the data members. */
final class UsageTable implements Table<UsageState> {
    static final int ADD = 2;
    static final int READ_DAYS = 3;
    static final int READ_HOURS = 4;

    @Override
    public String name() {
        return "chappe.usage";
    }

    @Override
    public int stateType() {
        return 107;
    }

    @Override
    public Class<UsageState> stateClass() {
        return UsageState.class;
    }

    @Override
    public UsageState begin(Moment moment) {
        return UsageState.empty();
    }

    @Override
    public boolean isEmpty(UsageState usage) {
        return usage.isEmpty();
    }

    @Override
    public long timeToLive(UsageState usage, Moment moment) {
        return Span.DAY.begin(Span.DAY.kept());
    }

    /** Nothing of it has a version. */
    @Override
    public long version(UsageState usage) {
        return 0;
    }

    @Override
    public void run(WireReader call, UsageState usage, Moment moment, WireWriter answer) {
        int operation = call.octet();
        if (operation != ADD) {
            throw new WireException("usage operation " + operation);
        }
        usage.add(call.text(), call.number(), UsageState.readUsage(call), moment.now());
    }

    @Override
    public void answer(WireReader question, String key, UsageState usage, long now, WireWriter answer) {
        int about = question.octet();
        Span span = switch (about) {
            case READ_DAYS -> Span.DAY;
            case READ_HOURS -> Span.HOUR;
            default -> throw new WireException("usage question " + about);
        };
        UsageState.writePeriods(answer, usage.read(span, question.number(), question.number()));
    }

    @Override
    public void write(WireWriter out, UsageState usage) {
        usage.write(out);
    }

    @Override
    public UsageState read(WireReader in) {
        return UsageState.read(in);
    }
}
