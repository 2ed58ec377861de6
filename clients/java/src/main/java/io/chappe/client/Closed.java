package io.chappe.client;

/**
 * How a session's socket ended.
 *
 * @param code of the close frame (RFC 6455 section 7.4), or 1006 where none came
 * @param reason in words, for people
 */
public record Closed(int code, String reason) {}
