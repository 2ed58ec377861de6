package io.chappe.presence.bus;

import io.chappe.core.bus.WireException;
import io.chappe.core.model.ErrorCode;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the requests of one address and answers each once. At most so many are under way; what comes above is refused at
 * once, so that a slow store makes callers turn elsewhere and not this process' memory grow. Confined to its event loop.
 */
public final class Inbox<Q, A> {
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    private static final long DRAIN_LIMIT_S = 5;

    private final Vertx vertx;
    private final Endpoint<Q, A> endpoint;
    private final int limit;
    private final RequestMeters meters;
    private @Nullable MessageConsumer<Buffer> consumer;
    private @Nullable Promise<Void> drained;

    /**
     * @param service its name in the metrics
     * @param limit of requests under way
     */
    public Inbox(Vertx vertx, String service, Endpoint<Q, A> endpoint, int limit, MeterRegistry registry) {
        this.vertx = vertx;
        this.endpoint = endpoint;
        this.limit = limit;
        this.meters = new RequestMeters(registry, service);
    }

    public Future<Void> open(String address) {
        MessageConsumer<Buffer> opened = vertx.eventBus().consumer(address, this::receive);
        consumer = opened;
        return opened.completion();
    }

    /** Takes nothing new, and completes when all that was under way is answered, or after 5 s. */
    public Future<Void> close() {
        MessageConsumer<Buffer> open = consumer;
        if (open == null) {
            return Future.succeededFuture();
        }
        return open.unregister().eventually(this::drain);
    }

    private Future<Void> drain() {
        if (meters.inFlight() == 0) {
            return Future.succeededFuture();
        }
        Promise<Void> done = Promise.promise();
        drained = done;
        return done.future().timeout(DRAIN_LIMIT_S, TimeUnit.SECONDS).otherwise(timeout -> {
            LOG.warn("gave up on {} requests that the store has not answered", meters.inFlight());
            return null;
        });
    }

    private void receive(Message<Buffer> message) {
        if (meters.inFlight() >= limit) {
            meters.overflow();
            refuse(message, ErrorCode.UNAVAILABLE, "this service has too much to do; ask another one or later");
            return;
        }
        Q request;
        try {
            request = endpoint.decode().apply(message.body());
        } catch (WireException e) {
            meters.malformed();
            LOG.warn("a message on {} is no request: {}", message.address(), e.getMessage());
            refuse(message, ErrorCode.BAD_REQUEST, "no request that this service knows");
            return;
        }
        answer(message, request);
    }

    private void answer(Message<Buffer> message, Q request) {
        long since = System.nanoTime();
        meters.begun();
        handle(request).onComplete(answer -> {
            meters.ended(request, endpoint.outcome().apply(answer.result()), since);
            message.reply(endpoint.encode().apply(answer.result()));
            Promise<Void> done = drained;
            if (done != null && meters.inFlight() == 0) {
                done.tryComplete();
            }
        });
    }

    /** Never fails: the caller's silence would only make the gateway wait. */
    private Future<A> handle(Q request) {
        Future<A> answer;
        try {
            answer = endpoint.handle().apply(request);
        } catch (RuntimeException e) {
            answer = Future.failedFuture(e);
        }
        return answer.otherwise(failure -> {
            endpoint.about()
                    .apply(LOG.atDebug().setCause(failure), request)
                    .log("{} failed", request.getClass().getSimpleName());
            return endpoint.refused().apply(ErrorCode.UNAVAILABLE, "the store does not answer");
        });
    }

    private void refuse(Message<Buffer> message, ErrorCode code, String text) {
        message.reply(endpoint.encode().apply(endpoint.refused().apply(code, text)));
    }
}
