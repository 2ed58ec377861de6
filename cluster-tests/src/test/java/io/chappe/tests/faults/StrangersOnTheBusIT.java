package io.chappe.tests.faults;

import io.chappe.tests.faults.StrangersOnTheBus.Stranger;
import io.chappe.tests.harness.Cluster;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Strangers on an event bus without TLS, which only a network that is ours may reach. */
@Tag("fault")
@Tag("long")
@Timeout(180)
class StrangersOnTheBusIT {
    private static final int FRAME = 1_000;
    /** Not in the bus' own list of codecs: a name follows. */
    private static final byte NAMED_CODEC = -1;

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(1, 2);

    @Test
    void theyAreCutOff() {
        // Given
        List<Stranger> strangers = new ArrayList<>(StrangersOnTheBus.plain());
        byte[] noise = new byte[FRAME];
        new Random(2).nextBytes(noise);
        strangers.add(StrangersOnTheBus.plain("a frame of noise", frame(noise)));
        strangers.add(StrangersOnTheBus.plain("a frame with a name of 2^31-1 bytes", frame(longName())));

        // When, Then
        StrangersOnTheBus.tryOn(CLUSTER, "without TLS", strangers);
    }

    private static byte[] longName() {
        return ByteBuffer.allocate(FRAME)
                .put((byte) 1)
                .put(NAMED_CODEC)
                .putInt(Integer.MAX_VALUE)
                .array();
    }

    private static byte[] frame(byte[] content) {
        return ByteBuffer.allocate(Integer.BYTES + content.length)
                .putInt(content.length)
                .put(content)
                .array();
    }
}
