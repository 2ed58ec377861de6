package io.chappe.gateway.protocol;

import io.chappe.gateway.socket.Handshake;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** What a client has by a plain GET, beside the sockets. On its event loop. */
public interface Resource {
    /**
     * What it is answered.
     *
     * @param status of HTTP
     * @param json the body
     * @param retryAfterMs when to ask again; 0 where that does not help
     */
    record Answer(int status, Buffer json, long retryAfterMs) {}

    String path();

    /**
     * Gets it; never fails.
     *
     * @param asked the request, as one for a socket would be read
     */
    Future<Answer> get(Handshake asked);
}
