package io.chappe.core.bus;

import io.vertx.core.buffer.Buffer;

/** The wire form of {@link RoomAnswer}. */
final class RoomAnswerCodec {
    private static final int JOINED = 1;
    private static final int CHANGED = 2;
    private static final int UNCHANGED = 3;
    private static final int FOUND = 4;
    private static final int ABSENT = 5;
    private static final int DIFFERING = 6;
    private static final int REFUSED = 7;
    private static final int LEASE_LOST = 8;
    private static final int SUPERSEDED = 9;
    private static final int PART = 10;

    private RoomAnswerCodec() {}

    static Buffer encode(RoomAnswer answer) {
        WireWriter out;
        if (answer instanceof RoomAnswer.Joined joined) {
            out = Wire.begin(JOINED, 1024);
            RosterWire.roster(out, joined.roster());
        } else if (answer instanceof RoomAnswer.Changed changed) {
            out = Wire.begin(changed.delta() == null ? UNCHANGED : CHANGED, 256);
            if (changed.delta() != null) {
                RosterWire.delta(out, changed.delta());
            }
        } else if (answer instanceof RoomAnswer.Found found) {
            out = Wire.begin(found.roster() == null ? ABSENT : FOUND, 1024);
            if (found.roster() != null) {
                RosterWire.roster(out, found.roster());
            }
        } else if (answer instanceof RoomAnswer.Differing differing) {
            out = Wire.begin(DIFFERING, 256);
            out.list(differing.rooms(), Wire::room);
        } else if (answer instanceof RoomAnswer.Part part) {
            out = Wire.begin(PART, 64 + part.bytes().length());
            out.fixed64(part.answer()).number(part.total()).block(part.bytes().getBytes());
        } else if (answer instanceof RoomAnswer.LeaseLost) {
            out = Wire.begin(LEASE_LOST, 2);
        } else if (answer instanceof RoomAnswer.Superseded) {
            out = Wire.begin(SUPERSEDED, 2);
        } else {
            RoomAnswer.Refused refused = (RoomAnswer.Refused) answer;
            out = Wire.begin(REFUSED, 64);
            Wire.errorCode(out, refused.code());
            out.text(refused.message());
        }
        return out.toBuffer();
    }

    static RoomAnswer decode(Buffer buffer) {
        WireReader in = new WireReader(buffer);
        int kind = Wire.kind(in);
        return Wire.checked(in, () -> switch (kind) {
            case JOINED -> new RoomAnswer.Joined(RosterWire.roster(in));
            case CHANGED -> new RoomAnswer.Changed(RosterWire.delta(in));
            case UNCHANGED -> new RoomAnswer.Changed(null);
            case FOUND -> new RoomAnswer.Found(RosterWire.roster(in));
            case ABSENT -> new RoomAnswer.Found(null);
            case DIFFERING -> new RoomAnswer.Differing(in.list(Wire::room));
            case REFUSED -> new RoomAnswer.Refused(Wire.errorCode(in), in.text());
            case PART -> new RoomAnswer.Part(in.fixed64(), in.count(), Buffer.buffer(in.bytes()));
            case LEASE_LOST -> new RoomAnswer.LeaseLost();
            case SUPERSEDED -> new RoomAnswer.Superseded();
            default -> throw new WireException("room answer " + kind);
        });
    }
}
