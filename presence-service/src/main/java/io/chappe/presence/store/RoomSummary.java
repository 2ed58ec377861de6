package io.chappe.presence.store;

import io.chappe.core.bus.RosterWire;
import io.chappe.core.bus.WireReader;
import io.chappe.core.bus.WireWriter;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomRules;

/**
 * One room without its members.
 *
 * @param members whom the others see
 * @param waiting in the lobby
 * @param hidden members that nobody sees
 * @param rules by which it lets people in
 */
public record RoomSummary(
        RoomId room, long incarnation, long version, int members, int waiting, int hidden, RoomRules rules) {
    public void write(WireWriter out) {
        out.text(room.value()).fixed64(incarnation).number(version);
        out.number(members).number(waiting).number(hidden);
        RosterWire.rules(out, rules);
    }

    public static RoomSummary read(WireReader in) {
        return new RoomSummary(
                new RoomId(in.text()),
                in.fixed64(),
                in.number(),
                in.count(),
                in.count(),
                in.count(),
                RosterWire.rules(in));
    }
}
