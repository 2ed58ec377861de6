package io.chappe.presence.store.hazelcast;

import io.chappe.core.bus.Wire;
import io.chappe.core.bus.WireReader;
import io.chappe.core.bus.WireWriter;
import io.chappe.presence.store.Hold;
import io.chappe.presence.store.Ticket;

/** How the store's own words are written in calls and answers. */
final class Answers {
    private Answers() {}

    static void writeHold(WireWriter out, Hold hold) {
        Wire.life(out, hold.life());
        out.fixed64(hold.id());
    }

    static Hold readHold(WireReader in) {
        return new Hold(Wire.life(in), in.fixed64());
    }

    static void writeTicket(WireWriter out, Ticket ticket) {
        writeHold(out, ticket.hold());
        out.number(ticket.until());
    }

    static Ticket readTicket(WireReader in) {
        return new Ticket(readHold(in), in.number());
    }
}
