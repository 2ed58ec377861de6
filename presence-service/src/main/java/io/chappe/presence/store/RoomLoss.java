package io.chappe.presence.store;

import java.util.List;

/**
 * What the loss of a node's life did to a room.
 *
 * @param seats the members that are still of that life
 */
public record RoomLoss(RoomChange change, List<LostSeat> seats) {}
