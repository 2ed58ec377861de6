package io.chappe.core.model;

/**
 * What two copies of a roster are compared by.
 *
 * @param incarnation of the room: random at its creation
 * @param version grows with each change
 * @param digest the sum of {@link Member#digest} over the members
 */
public record RosterStamp(long incarnation, long version, long digest) {}
