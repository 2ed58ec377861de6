package io.chappe.core.bus;

import io.vertx.core.buffer.Buffer;

/**
 * There is something new that every gateway must know.
 *
 * @param newest the version of the last notice that there is
 */
public record NoticeEvent(long newest) implements GatewayMessage {
    static final int KIND = 7;

    @Override
    public Buffer encode() {
        return Wire.begin(KIND, 16).number(newest).toBuffer();
    }

    static NoticeEvent decode(WireReader in) {
        return new NoticeEvent(in.number());
    }
}
