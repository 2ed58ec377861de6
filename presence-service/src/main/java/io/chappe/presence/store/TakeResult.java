package io.chappe.presence.store;

import org.jspecify.annotations.Nullable;

/**
 * What became of an attempt to take a session over.
 *
 * @param record if it is done, the session's record since; if it is not because the session's window has ended, the record
 *     of which the caller disposes; else null
 */
public record TakeResult(PeerChange change, @Nullable SessionRecord record) {}
