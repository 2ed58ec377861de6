package io.chappe.presence.store;

import io.chappe.core.model.Roster;
import org.jspecify.annotations.Nullable;

/**
 * What became of a join or a move.
 *
 * @param roster the room with the member in it; null if it is not done, or is longer than was asked for
 */
public record JoinResult(@Nullable Roster roster, RoomChange change) {}
