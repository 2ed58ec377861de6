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
import java.util.function.Predicate;

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
    private final Unwell unwell;
    private final AtomicInteger underWay;
    private final Counter silent;
    private final Counter unable;
    private final Counter overflow;

    ServiceCall(EventBus bus, Standing standing, MeterRegistry meters) {
        this.bus = bus;
        this.standing = standing;
        this.unwell = new Unwell(standing::now);
        this.underWay = new AtomicInteger();
        Gauge.builder("chappe.service.requests.underway", underWay, AtomicInteger::get)
                .description("Requests to services that wait for their answer")
                .register(meters);
        this.silent = Counter.builder("chappe.service.silent")
                .description("Requests that a service did not answer in time")
                .register(meters);
        this.unable = Counter.builder("chappe.service.unable")
                .description("Requests that a service could not do, such as one that has lost its way to the store")
                .register(meters);
        this.overflow = Counter.builder("chappe.service.overflow")
                .description("Requests refused because too many were under way")
                .register(meters);
    }

    /**
     * Asks the services in turn. Where one answers that it can't do it, another one that is not known to be unable may:
     * one of them may have lost its way to the store alone.
     *
     * @param order the live services, the one to ask first at the front
     * @param question the same for each of them
     * @return the first answer, or a {@link RefusedException} if there is none
     */
    <A> Future<A> ask(List<NodeId> order, Question<A> question) {
        if (underWay.get() >= MAX_UNDER_WAY) {
            overflow.increment();
            return Future.failedFuture(RefusedException.unavailable("this gateway is busy"));
        }
        underWay.incrementAndGet();
        return reach(unwell.last(order), 0, question).onComplete(done -> underWay.decrementAndGet());
    }

    /**
     * What is asked.
     *
     * @param address of a service
     * @param isUnable whether an answer says that this service can't do it now
     */
    record Question<A>(
            Function<NodeId, String> address, Buffer request, Function<Buffer, A> decoder, Predicate<A> isUnable) {}

    private <A> Future<A> reach(List<NodeId> order, int attempt, Question<A> question) {
        if (attempt >= MAX_ATTEMPTS || order.isEmpty()) {
            return Future.failedFuture(RefusedException.unavailable("no service answers"));
        }
        NodeId service = order.get(attempt % order.size());
        return send(service, question)
                .recover(silence -> Future.succeededFuture())
                .compose(answer -> answer == null
                        ? reach(order, attempt + 1, question)
                        : orElsewhere(read(answer, service, question), order, question));
    }

    private <A> Future<Buffer> send(NodeId service, Question<A> question) {
        long askedAt = standing.now();
        return bus.<Buffer>request(
                        question.address().apply(service),
                        question.request(),
                        new DeliveryOptions().setSendTimeout(ANSWER_MS))
                .map(Message::body)
                .onSuccess(answer -> standing.proven(askedAt))
                .onFailure(silence -> silent.increment());
    }

    private <A> A read(Buffer answer, NodeId by, Question<A> question) {
        A read = question.decoder().apply(answer);
        if (question.isUnable().test(read)) {
            unable.increment();
            unwell.note(by);
        }
        return read;
    }

    /** Once: where the store is away for all of them, each request would wait for each of them. */
    private <A> Future<A> orElsewhere(A answer, List<NodeId> order, Question<A> question) {
        if (!question.isUnable().test(answer)) {
            return Future.succeededFuture(answer);
        }
        return order.stream()
                .filter(service -> !unwell.has(service))
                .findFirst()
                .map(well -> send(well, question)
                        .map(second -> read(second, well, question))
                        .otherwise(answer))
                .orElse(Future.succeededFuture(answer));
    }
}
