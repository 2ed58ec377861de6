package io.chappe.presence.bus;

import io.chappe.core.model.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * What answers the requests of one address.
 *
 * @param <Q> its requests
 * @param <A> its answers
 * @param decode throws a {@link io.chappe.core.bus.WireException} for anything that is no request
 * @param handle a failed future means that the store did not do it in time, or that nobody knows
 * @param outcome of an answer, in lower case, for the metrics
 * @param about says on a line of the log what a request is about
 */
public record Endpoint<Q, A>(
        Function<Buffer, Q> decode,
        Function<Q, Future<A>> handle,
        Function<A, Buffer> encode,
        BiFunction<ErrorCode, String, A> refused,
        Function<A, String> outcome,
        BiFunction<LoggingEventBuilder, Q, LoggingEventBuilder> about) {}
