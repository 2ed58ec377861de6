package io.chappe.core.bus;

import io.chappe.core.model.PeerId;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.SessionId;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * A signal of the server itself for members of a room, of a gateway's those that are named. Answer: a {@link Delivery}.
 *
 * @param targets at most {@value #MOST}
 * @param kind of the signal
 * @param data an object
 * @param toRoom whether it is for the whole room, and says so to its receivers
 */
public record ServerSignal(RoomKey room, List<SessionId> targets, String kind, RawJson data, boolean toRoom)
        implements GatewayMessage {
    /** So many a message: more of them are several messages. */
    public static final int MOST = 1_000;

    /** No client's session: their ids are random, and longer. */
    public static final SessionId SENDER = new SessionId("server");

    static final int KIND = 13;

    private static final PeerId PEER = new PeerId("server");
    private static final int HEAD = 224;
    private static final int SESSION_SIZE = 24;

    public ServerSignal {
        if (targets.size() > MOST) {
            throw new IllegalArgumentException("a signal for " + targets.size());
        }
        targets = List.copyOf(targets);
    }

    /** As a gateway delivers it. */
    public Envelope envelope() {
        return new Envelope(
                room.tenant(), SENDER, PEER, room.room(), 0, targets, 0, kind, data, 0, false, 0, 0, toRoom);
    }

    @Override
    public Buffer encode() {
        WireWriter out = Wire.begin(KIND, HEAD + data.length() + SESSION_SIZE * targets.size());
        Wire.room(out, room);
        return out.list(targets, Wire::session)
                .text(kind)
                .json(data)
                .octet(toRoom ? 1 : 0)
                .toBuffer();
    }

    static ServerSignal decode(WireReader in) {
        return new ServerSignal(Wire.room(in), in.list(Wire::session), in.text(), in.json(), Wire.flag(in));
    }

    /** What has become of it, on one gateway. */
    public static Buffer answer(Delivery delivery) {
        WireWriter out = new WireWriter(64);
        delivery.write(out);
        return out.toBuffer();
    }

    /**
     * Reads what {@link #answer} wrote.
     *
     * @throws WireException for anything else
     */
    public static Delivery readAnswer(Buffer answer) {
        WireReader in = new WireReader(answer);
        return Wire.checked(in, () -> Delivery.read(in));
    }
}
