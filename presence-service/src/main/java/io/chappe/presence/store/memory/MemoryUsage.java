package io.chappe.presence.store.memory;

import io.chappe.core.model.TenantId;
import io.chappe.presence.store.StoreClock;
import io.chappe.presence.store.Usage;
import io.chappe.presence.store.UsageState;
import io.chappe.presence.store.UsageStore;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

final class MemoryUsage implements UsageStore {
    private final StoreClock clock;
    private final MemoryTable<TenantId, UsageState> tenants = new MemoryTable<>(UsageState::isEmpty);

    MemoryUsage(StoreClock clock) {
        this.clock = clock;
    }

    @Override
    public Future<Void> add(TenantId tenant, String source, long number, Usage more) {
        return tenants.<@Nullable Void>change(tenant, UsageState::empty, state -> {
                    state.add(source, number, more, clock.moment().now());
                    return null;
                })
                .mapEmpty();
    }

    @Override
    public Future<List<Period>> read(TenantId tenant, Span span, long from, long to) {
        List<Period> found = tenants.look(tenant, state -> state.read(span, from, to));
        return Future.succeededFuture(Objects.requireNonNullElse(found, List.of()));
    }
}
