package io.chappe.core.bus;

import io.chappe.core.model.PeerId;
import io.vertx.core.buffer.Buffer;

/** The wire form of {@link RoomRequest}. */
final class RoomRequestCodec {
    private static final int JOIN = 1;
    private static final int LEAVE = 2;
    private static final int UPDATE = 3;
    private static final int FETCH = 4;
    private static final int COMPARE = 5;

    private RoomRequestCodec() {}

    static Buffer encode(RoomRequest request) {
        WireWriter out;
        if (request instanceof RoomRequest.Join join) {
            out = Wire.begin(JOIN, 256);
            Wire.room(out, join.room());
            Wire.session(out, join.session());
            out.text(join.peer().value());
            Wire.life(out, join.home());
            out.json(join.meta());
        } else if (request instanceof RoomRequest.Leave leave) {
            out = Wire.begin(LEAVE, 128);
            Wire.room(out, leave.room());
            Wire.session(out, leave.session());
            Wire.life(out, leave.home());
            Wire.leaveReason(out, leave.reason());
        } else if (request instanceof RoomRequest.Update update) {
            out = Wire.begin(UPDATE, 256);
            Wire.room(out, update.room());
            Wire.session(out, update.session());
            Wire.life(out, update.home());
            out.json(update.meta());
        } else if (request instanceof RoomRequest.Fetch fetch) {
            out = Wire.begin(FETCH, 64);
            Wire.room(out, fetch.room());
        } else {
            out = Wire.begin(COMPARE, 1024);
            out.list(((RoomRequest.Compare) request).copies(), (to, copy) -> copy.write(to));
        }
        return out.toBuffer();
    }

    static RoomRequest decode(Buffer buffer) {
        WireReader in = new WireReader(buffer);
        int kind = Wire.kind(in);
        return Wire.checked(in, () -> switch (kind) {
            case JOIN ->
                new RoomRequest.Join(
                        Wire.room(in),
                        Wire.session(in),
                        new PeerId(in.text()),
                        Wire.life(in),
                        in.json().compact());
            case LEAVE -> new RoomRequest.Leave(Wire.room(in), Wire.session(in), Wire.life(in), Wire.leaveReason(in));
            case UPDATE ->
                new RoomRequest.Update(
                        Wire.room(in),
                        Wire.session(in),
                        Wire.life(in),
                        in.json().compact());
            case FETCH -> new RoomRequest.Fetch(Wire.room(in));
            case COMPARE -> new RoomRequest.Compare(in.list(RoomRequest.Copy::read));
            default -> throw new WireException("room request " + kind);
        });
    }
}
