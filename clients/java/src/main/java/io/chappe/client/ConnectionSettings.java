package io.chappe.client;

/**
 * What a connection may do.
 *
 * @param attemptMs from dialling to {@code welcome}
 * @param canRenewToken whether the next {@code hello} may bring another token
 */
record ConnectionSettings(long attemptMs, boolean canRenewToken) {}
