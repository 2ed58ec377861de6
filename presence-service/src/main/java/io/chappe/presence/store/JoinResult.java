package io.chappe.presence.store;

import io.chappe.core.model.Roster;
import org.jspecify.annotations.Nullable;

/**
 * What became of a join.
 *
 * @param roster the room with the newcomer in it; null if the room is full
 */
public record JoinResult(@Nullable Roster roster, RoomChange change) {}
