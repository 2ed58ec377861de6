package io.chappe.gateway.protocol;

import org.jspecify.annotations.Nullable;

/** An adapter's answer to a handshake. */
public sealed interface Upgrade {
    /**
     * @param subprotocol to echo (RFC 6455 section 4.2.2), or null for none
     */
    record Accept(@Nullable String subprotocol) implements Upgrade {}

    /**
     * @param status of the HTTP answer, 400 or above
     * @param message tells the client's developer what to do
     */
    record Reject(int status, String message) implements Upgrade {}
}
