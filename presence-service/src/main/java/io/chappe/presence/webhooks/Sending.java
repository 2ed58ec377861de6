package io.chappe.presence.webhooks;

import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What all senders of one service share.
 *
 * @param self names the service in claims
 * @param ahead by how many ms the journals' clock goes before this one, as far as it has shown
 */
record Sending(
        Vertx vertx,
        WebhooksConfig config,
        Directory directory,
        HookJournals journals,
        Backlog backlog,
        Courier courier,
        Places places,
        Places placesOfFailing,
        HookMeters meters,
        String self,
        AtomicLong ahead) {
    /** By the journals' clock. */
    long now() {
        return System.currentTimeMillis() + ahead.get();
    }
}
