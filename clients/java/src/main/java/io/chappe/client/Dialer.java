package io.chappe.client;

import io.vertx.core.Future;
import java.net.URI;

/** Opens sockets. */
interface Dialer {
    /**
     * @param withinMs after that it fails
     */
    Future<Line> dial(URI url, long withinMs);
}
