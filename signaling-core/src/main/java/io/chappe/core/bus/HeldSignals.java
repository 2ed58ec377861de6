package io.chappe.core.bus;

import io.vertx.core.buffer.Buffer;
import java.util.List;

/** The answer to a {@link HandOver}: the signals that wait for the session, the oldest first. */
public record HeldSignals(List<Envelope> envelopes) {
    private static final int KIND = 1;

    public HeldSignals {
        envelopes = List.copyOf(envelopes);
    }

    public Buffer encode() {
        return Wire.begin(KIND, 1024)
                .list(envelopes, (out, envelope) -> envelope.write(out))
                .toBuffer();
    }

    /** Reads what {@link #encode} wrote, or throws {@link WireException}. */
    public static HeldSignals decode(Buffer buffer) {
        WireReader in = new WireReader(buffer);
        Wire.require(KIND, Wire.kind(in));
        return Wire.checked(in, () -> new HeldSignals(in.list(Envelope::read)));
    }
}
