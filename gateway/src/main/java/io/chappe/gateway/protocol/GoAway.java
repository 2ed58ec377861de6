package io.chappe.gateway.protocol;

/**
 * What a client is told that is to go to another gateway.
 *
 * @param reason {@code drain} or {@code rebalance}
 * @param reconnectAfterMs when it is this client's turn
 * @param deadlineMs when its socket closes if it stays
 */
public record GoAway(String reason, long reconnectAfterMs, long deadlineMs) {}
