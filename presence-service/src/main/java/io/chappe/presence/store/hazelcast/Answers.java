package io.chappe.presence.store.hazelcast;

import io.chappe.core.bus.PeerPresence;
import io.chappe.core.bus.RosterWire;
import io.chappe.core.bus.WireReader;
import io.chappe.core.bus.WireWriter;
import io.chappe.core.model.NodeId;
import io.chappe.presence.store.Hold;
import io.chappe.presence.store.Look;
import io.chappe.presence.store.PeerChange;
import io.chappe.presence.store.Renewal;
import io.chappe.presence.store.RoomChange;
import io.chappe.presence.store.SessionRecord;
import io.chappe.presence.store.Step;
import io.chappe.presence.store.StoreMark;
import io.chappe.presence.store.Ticket;
import io.chappe.presence.store.Verdict;
import java.time.Duration;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;

/** How the store's own words are written in calls and answers. */
final class Answers {
    private Answers() {}

    static void writeTicket(WireWriter out, Ticket ticket) {
        Hold.write(out, ticket.hold());
        out.number(ticket.until());
    }

    static Ticket readTicket(WireReader in) {
        return new Ticket(Hold.read(in), in.number());
    }

    static void writeStep(WireWriter out, Step step) {
        out.number(step.generation()).number(step.sequence());
    }

    static Step readStep(WireReader in) {
        return new Step(in.number(), in.number());
    }

    static void writeChange(WireWriter out, RoomChange change) {
        out.text(change.verdict().name()).octet(change.delta() == null ? 0 : 1);
        if (change.delta() != null) {
            RosterWire.delta(out, change.delta());
        }
        out.list(change.nodes(), (to, node) -> to.text(node.value()));
        out.list(change.released(), Hold::write);
    }

    static RoomChange readRoomChange(WireReader in) {
        return new RoomChange(
                Verdict.valueOf(in.text()),
                in.octet() == 0 ? null : RosterWire.delta(in),
                new HashSet<>(in.list(from -> new NodeId(from.text()))),
                in.list(Hold::read));
    }

    static void writeChange(WireWriter out, PeerChange change) {
        change.presence().write(out.text(change.verdict().name()));
        out.octet(change.changed() ? 1 : 0)
                .list(change.watchers(), (to, node) -> to.text(node.value()))
                .list(change.released(), Hold::write);
    }

    static PeerChange readPeerChange(WireReader in) {
        return new PeerChange(
                Verdict.valueOf(in.text()),
                PeerPresence.read(in),
                in.octet() != 0,
                new HashSet<>(in.list(from -> new NodeId(from.text()))),
                in.list(Hold::read));
    }

    static void writeRecord(WireWriter out, @Nullable SessionRecord record) {
        out.octet(record == null ? 0 : 1);
        if (record != null) {
            record.write(out);
        }
    }

    static @Nullable SessionRecord readRecord(WireReader in) {
        return in.octet() == 0 ? null : SessionRecord.read(in);
    }

    static void writeMark(WireWriter out, StoreMark mark) {
        out.fixed64(mark.incarnation()).number(mark.looks()).octet(mark.recovering() ? 1 : 0);
        out.number(mark.steadySince());
    }

    static StoreMark readMark(WireReader in) {
        return new StoreMark(in.fixed64(), in.number(), in.octet() != 0, in.number());
    }

    static void writeRenewal(WireWriter out, Renewal renewal) {
        writeMark(out.text(renewal.outcome().name()), renewal.mark());
    }

    static Renewal readRenewal(WireReader in) {
        return new Renewal(Renewal.Outcome.valueOf(in.text()), readMark(in));
    }

    static void writeLook(WireWriter out, Look look) {
        out.number(look.claim().toMillis()).number(look.lease().toMillis()).number(look.max());
        writeMark(out, look.known());
        out.octet(look.doubt() ? 1 : 0).list(look.gateways(), (to, node) -> to.text(node.value()));
    }

    static Look readLook(WireReader in) {
        return new Look(
                Duration.ofMillis(in.number()),
                Duration.ofMillis(in.number()),
                (int) in.number(),
                readMark(in),
                in.octet() != 0,
                new HashSet<>(in.list(from -> new NodeId(from.text()))));
    }
}
