package io.chappe.presence.store;

import io.chappe.core.model.MemberState;

/** A member that is put back into a room, as its gateway has it. */
public record Returning(Newcomer newcomer, MemberState state, Ticket ticket) {}
