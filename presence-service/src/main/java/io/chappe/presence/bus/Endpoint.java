package io.chappe.presence.bus;

import io.chappe.core.model.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/**
 * What answers the requests of one address.
 *
 * @param <Q> its requests
 * @param <A> its answers
 */
public interface Endpoint<Q, A> {
    /**
     * @throws io.chappe.core.bus.WireException for anything that is no request
     */
    Q decode(Buffer body);

    /** A failed future means that the store did not do it in time, or that nobody knows. */
    Future<A> handle(Q request);

    Buffer encode(A answer);

    A refused(ErrorCode code, String message);

    /** In one lower-case word, for the metrics. */
    String outcome(A answer);
}
