package io.chappe.presence.store;

/**
 * What chance and time contribute to an operation. Decided once, so that a backup that repeats the operation comes to
 * the same result.
 *
 * @param now the store's time in ms
 * @param seed the version at which something new begins: now × 1000, and above all that was deleted before, so that a
 *     version never goes back
 * @param random 64 random bits
 */
public record Moment(long now, long seed, long random) {}
