package io.chappe.presence.store.hazelcast;

import io.chappe.core.bus.WireWriter;
import io.chappe.core.model.TenantId;
import io.chappe.presence.store.Usage;
import io.chappe.presence.store.UsageState;
import io.chappe.presence.store.UsageStore;
import io.vertx.core.Future;
import java.util.List;

final class HazelcastUsage implements UsageStore {
    private final RemoteTable<UsageState> table;

    HazelcastUsage(RemoteTable<UsageState> table) {
        this.table = table;
    }

    @Override
    public Future<Void> add(TenantId tenant, String source, long number, Usage more) {
        WireWriter call = new WireWriter(96).octet(UsageTable.ADD).text(source).number(number);
        UsageState.writeUsage(call, more);
        return table.call(tenant.value(), call).mapEmpty();
    }

    @Override
    public Future<List<Period>> read(TenantId tenant, Span span, long from, long to) {
        WireWriter question = new WireWriter(32)
                .octet(span == Span.DAY ? UsageTable.READ_DAYS : UsageTable.READ_HOURS)
                .number(from)
                .number(to);
        return table.ask(tenant.value(), new Query<>(Tables.USAGE, question))
                .map(answer -> answer.isAtEnd() ? List.of() : UsageState.readPeriods(answer));
    }
}
