package io.chappe.gateway.socket;

import io.chappe.node.operations.LoopCounters;
import io.micrometer.core.instrument.MeterRegistry;

/** What the sockets of one event loop have received and sent. */
final class SocketTraffic {
    private static final int MESSAGES_IN = 0;
    private static final int BYTES_IN = 1;
    private static final int MESSAGES_OUT = 2;
    private static final int BYTES_OUT = 3;
    private static final int COUNTERS = 4;

    private final LoopCounters.Part counts;

    SocketTraffic(LoopCounters all) {
        counts = all.part();
    }

    /** Of all event loops. */
    static LoopCounters all(MeterRegistry registry) {
        LoopCounters all = new LoopCounters(COUNTERS);
        String messages = "chappe.socket.messages";
        String whichMessages = "Messages that clients sent (in) and were sent (out)";
        String bytes = "chappe.socket.message.bytes";
        String whichBytes = "Bytes of these messages, without framing and TLS";
        all.register(registry, MESSAGES_IN, messages, whichMessages, "direction", "in");
        all.register(registry, MESSAGES_OUT, messages, whichMessages, "direction", "out");
        all.register(registry, BYTES_IN, bytes, whichBytes, "direction", "in");
        all.register(registry, BYTES_OUT, bytes, whichBytes, "direction", "out");
        return all;
    }

    void received(int bytes) {
        counts.add(MESSAGES_IN, 1);
        counts.add(BYTES_IN, bytes);
    }

    void sent(int bytes) {
        counts.add(MESSAGES_OUT, 1);
        counts.add(BYTES_OUT, bytes);
    }
}
