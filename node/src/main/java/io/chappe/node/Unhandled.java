package io.chappe.node;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.util.Arrays;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exceptions that nobody handled: each is a defect, so it is logged and counted. One is Vert.x' own and means nothing: a
 * connection of the event bus that is given up fails what waits for an answer, and then once more what was not written
 * yet.
 */
final class Unhandled {
    private static final Logger LOG = LoggerFactory.getLogger(Unhandled.class);
    private static final String SECOND_OUTCOME = "Promise already completed";
    private static final Set<String> OF_A_WRITE = Set.of(
            "io.vertx.core.net.impl.DelegatingChannelPromise",
            "io.vertx.core.eventbus.impl.clustered.OutboundConnection");

    private final Counter counter;

    Unhandled(MeterRegistry meters) {
        this.counter = Counter.builder("chappe.exceptions.unhandled")
                .description("Exceptions that nobody handled: defects")
                .register(meters);
    }

    void watch(Vertx vertx) {
        vertx.exceptionHandler(this::note);
    }

    void note(Throwable failure) {
        if (isSecondOutcomeOfAWrite(failure)) {
            LOG.debug("a write failed whose asker had given up", failure);
        } else {
            counter.increment();
            LOG.error("an exception that nobody handled", failure);
        }
    }

    private static boolean isSecondOutcomeOfAWrite(Throwable failure) {
        return failure instanceof IllegalStateException
                && SECOND_OUTCOME.equals(failure.getMessage())
                && Arrays.stream(failure.getStackTrace()).anyMatch(frame -> OF_A_WRITE.contains(frame.getClassName()));
    }
}
