package io.chappe.presence.store.memory;

import io.chappe.core.model.NodeLife;
import io.chappe.presence.store.Hold;
import io.chappe.presence.store.HoldingStore;
import io.chappe.presence.store.Holdings;
import io.chappe.presence.store.Place;
import io.chappe.presence.store.SealedHoldings;
import io.chappe.presence.store.StoreClock;
import io.chappe.presence.store.Ticket;
import io.vertx.core.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

final class MemoryHoldings implements HoldingStore {
    private final StoreClock clock;
    private final MemoryTable<NodeLife, Holdings> records = new MemoryTable<>(Holdings::isAbsent);

    MemoryHoldings(StoreClock clock) {
        this.clock = clock;
    }

    @Override
    public Future<Void> open(NodeLife life) {
        return run(life, Holdings::open);
    }

    @Override
    public Future<@Nullable Ticket> hold(NodeLife life, Place place) {
        return change(life, record -> record.hold(life, place, clock.moment()));
    }

    @Override
    public Future<Void> release(Place place, Hold hold) {
        return run(hold.life(), record -> record.release(place, hold.id()));
    }

    @Override
    public Future<@Nullable SealedHoldings> seal(NodeLife life) {
        return change(life, record -> record.seal(clock.moment()));
    }

    @Override
    public Future<Void> delete(NodeLife life) {
        return run(life, Holdings::delete);
    }

    private <R> Future<@Nullable R> change(NodeLife life, Function<Holdings, @Nullable R> operation) {
        return records.change(life, Holdings::absent, operation);
    }

    private Future<Void> run(NodeLife life, Consumer<Holdings> operation) {
        return records.change(life, Holdings::absent, record -> {
                    operation.accept(record);
                    return record;
                })
                .mapEmpty();
    }
}
