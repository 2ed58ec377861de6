package io.chappe.core.bus;

import io.chappe.core.model.ErrorCode;
import io.vertx.core.buffer.Buffer;

/** What the presence service answers. */
public sealed interface PresenceAnswer {
    record Done() implements PresenceAnswer {}

    /**
     * @param millis from the answer on, unless renewed
     */
    record Leased(long millis) implements PresenceAnswer {}

    /** The node's life is over: its sessions are, or are about to be, swept. */
    record LeaseLost() implements PresenceAnswer {}

    record Known(PeerPresence presence) implements PresenceAnswer {}

    /** Nothing was done. */
    record Refused(ErrorCode code, String message) implements PresenceAnswer {}

    default Buffer encode() {
        WireWriter out = Wire.begin(kind(), 32);
        if (this instanceof Leased leased) {
            out.number(leased.millis);
        } else if (this instanceof Known known) {
            known.presence.write(out);
        } else if (this instanceof Refused refused) {
            Wire.errorCode(out, refused.code);
            out.text(refused.message);
        }
        return out.toBuffer();
    }

    private int kind() {
        if (this instanceof Done) {
            return 1;
        } else if (this instanceof Leased) {
            return 2;
        } else if (this instanceof LeaseLost) {
            return 3;
        }
        return this instanceof Known ? 4 : 5;
    }

    /**
     * @throws WireException for anything that is not one
     */
    static PresenceAnswer decode(Buffer buffer) {
        WireReader in = new WireReader(buffer);
        int kind = Wire.kind(in);
        return Wire.checked(in, () -> switch (kind) {
            case 1 -> new Done();
            case 2 -> new Leased(in.number());
            case 3 -> new LeaseLost();
            case 4 -> new Known(PeerPresence.read(in));
            case 5 -> new Refused(Wire.errorCode(in), in.text());
            default -> throw new WireException("presence answer " + kind);
        });
    }
}
