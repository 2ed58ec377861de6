package io.chappe.gateway.cluster;

import io.chappe.core.model.NodeId;
import io.chappe.gateway.room.RefusedException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Asks the services: the one that answers for a key, and when it is silent the next one, or the same again where there
 * is no other. Requests are idempotent, so that one which was done without an answer does no harm.
 */
final class ServiceCall {
    private static final int ANSWER_MS = 1_000;
    private static final int MAX_ATTEMPTS = 3;
    private static final int MAX_UNDER_WAY = 20_000;

    private final EventBus bus;
    private final Standing standing;
    private final AtomicInteger underWay;
    private final Counter silent;
    private final Counter overflow;

    ServiceCall(EventBus bus, Standing standing, MeterRegistry meters) {
        this.bus = bus;
        this.standing = standing;
        this.underWay = new AtomicInteger();
        Gauge.builder("chappe.service.requests.underway", underWay, AtomicInteger::get)
                .description("Requests to services that wait for their answer")
                .register(meters);
        this.silent = Counter.builder("chappe.service.silent")
                .description("Requests that a service did not answer in time")
                .register(meters);
        this.overflow = Counter.builder("chappe.service.overflow")
                .description("Requests refused because too many were under way")
                .register(meters);
    }

    /**
     * Asks the services in turn.
     *
     * @param order the live services, the one to ask first at the front
     * @return the first answer, or a {@link RefusedException} if there is none
     */
    Future<Buffer> ask(List<NodeId> order, Function<NodeId, String> address, Buffer request) {
        if (underWay.get() >= MAX_UNDER_WAY) {
            overflow.increment();
            return Future.failedFuture(RefusedException.unavailable("this gateway is busy"));
        }
        underWay.incrementAndGet();
        return attempt(order, 0, address, request).onComplete(done -> underWay.decrementAndGet());
    }

    private Future<Buffer> attempt(List<NodeId> order, int attempt, Function<NodeId, String> address, Buffer request) {
        if (attempt >= MAX_ATTEMPTS || order.isEmpty()) {
            return Future.failedFuture(RefusedException.unavailable("no service answers"));
        }
        long askedAt = standing.now();
        return bus.<Buffer>request(
                        address.apply(order.get(attempt % order.size())),
                        request,
                        new DeliveryOptions().setSendTimeout(ANSWER_MS))
                .map(Message::body)
                .onSuccess(answer -> standing.proven(askedAt))
                .recover(failure -> {
                    silent.increment();
                    return attempt(order, attempt + 1, address, request);
                });
    }
}
