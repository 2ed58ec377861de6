package io.chappe.presence.store;

import io.chappe.core.bus.WireReader;
import io.chappe.core.bus.WireWriter;
import io.chappe.core.model.RoomId;

/**
 * One room in a list.
 *
 * @param members whom the others see
 * @param waiting in the lobby
 * @param hidden members that nobody sees
 * @param locked whether nobody comes in but moderators
 */
public record RoomSummary(
        RoomId room, long incarnation, long version, int members, int waiting, int hidden, boolean locked) {
    public void write(WireWriter out) {
        out.text(room.value()).fixed64(incarnation).number(version);
        out.number(members).number(waiting).number(hidden).octet(locked ? 1 : 0);
    }

    public static RoomSummary read(WireReader in) {
        return new RoomSummary(
                new RoomId(in.text()), in.fixed64(), in.number(), in.count(), in.count(), in.count(), in.octet() == 1);
    }
}
