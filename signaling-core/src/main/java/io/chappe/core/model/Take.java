package io.chappe.core.model;

/**
 * That an agent has taken somebody out of a queue.
 *
 * @param to the room where both meet
 * @param session who was taken
 * @param at when, in ms of the store's time
 */
public record Take(RoomId to, SessionId session, PeerId peer, long at) {}
