package io.chappe.core.bus;

import io.vertx.core.buffer.Buffer;

/** Asks a gateway whether it hears; answered by {@link #ANSWER}. */
public record Probe() implements GatewayMessage {
    static final int KIND = 6;

    /** What says yes. */
    public static final Buffer ANSWER = Buffer.buffer();

    @Override
    public Buffer encode() {
        return Wire.begin(KIND, 2).toBuffer();
    }
}
