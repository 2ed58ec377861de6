package io.chappe.core.bus;

import io.chappe.core.model.PeerId;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.TenantId;
import java.util.List;

/**
 * A signal with its addressing, as it travels between gateways. Tenant, session and peer of the sender are stamped by
 * the sender's gateway, never by a client.
 *
 * @param room that sender and targets have in common
 * @param joinVersion the sender's own in that room: a gateway whose roster is older waits for it
 * @param targets the addressed sessions on the receiving node; empty for all members there but the sender
 * @param id the sender's, or 0 for none
 * @param fromGeneration of the sender's session
 * @param wantsReceipt whether each target's client is to acknowledge it
 * @param prev id of the sender's previous signal to this target that wanted a receipt, or 0 for none
 * @param timeoutMs for how long it may wait for a session without a socket
 * @param toRoom whether it is for the whole room, and says so to its receivers
 */
public record Envelope(
        TenantId tenant,
        SessionId from,
        PeerId peer,
        RoomId room,
        long joinVersion,
        List<SessionId> targets,
        long id,
        String kind,
        RawJson data,
        long fromGeneration,
        boolean wantsReceipt,
        long prev,
        int timeoutMs,
        boolean toRoom) {
    private static final int HEAD = 224;

    /** The same for one of its targets. */
    public Envelope to(SessionId target) {
        return new Envelope(
                tenant,
                from,
                peer,
                room,
                joinVersion,
                List.of(target),
                id,
                kind,
                data,
                fromGeneration,
                wantsReceipt,
                prev,
                timeoutMs,
                toRoom);
    }

    public RoomKey roomKey() {
        return new RoomKey(tenant, room);
    }

    /** About so many bytes on the wire, and in a queue. */
    public int size() {
        return HEAD + data.length();
    }

    /** The same with data of its own: that of a received one is a slice of all that came with it. */
    public Envelope compact() {
        return new Envelope(
                tenant,
                from,
                peer,
                room,
                joinVersion,
                targets,
                id,
                kind,
                data.compact(),
                fromGeneration,
                wantsReceipt,
                prev,
                timeoutMs,
                toRoom);
    }

    void write(WireWriter out) {
        out.text(tenant.value())
                .text(from.value())
                .text(peer.value())
                .text(room.value())
                .number(joinVersion)
                .list(targets, Wire::session)
                .number(id)
                .text(kind)
                .json(data)
                .number(fromGeneration)
                .octet(wantsReceipt ? 1 : 0)
                .number(prev)
                .number(timeoutMs)
                .octet(toRoom ? 1 : 0);
    }

    static Envelope read(WireReader in) {
        return new Envelope(
                new TenantId(in.text()),
                Wire.session(in),
                new PeerId(in.text()),
                new RoomId(in.text()),
                in.number(),
                in.list(Wire::session),
                in.number(),
                in.text(),
                in.json(),
                in.number(),
                Wire.flag(in),
                in.number(),
                in.count(),
                Wire.flag(in));
    }
}
