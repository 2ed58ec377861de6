package io.chappe.core.model;

/** A room, told apart from rooms of the same name in other tenants. */
public record RoomKey(TenantId tenant, RoomId room) {}
