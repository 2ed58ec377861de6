package io.chappe.core.model;

/** A room, told apart from rooms of the same name in other tenants. */
public record RoomKey(TenantId tenant, RoomId room) {
    /** Specified, because nodes agree by it on who answers for a room; a record's own is up to each JDK. */
    @Override
    public int hashCode() {
        return 31 * tenant.value().hashCode() + room.value().hashCode();
    }
}
