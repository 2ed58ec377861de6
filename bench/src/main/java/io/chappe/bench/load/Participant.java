package io.chappe.bench.load;

import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One client of a server, in the server's own protocol; on the generator's event loop. */
interface Participant {
    /** Of the upgrade request, with its query. */
    String path();

    @Nullable String subprotocol();

    /**
     * The upgrade is done.
     *
     * @param out sends a text frame
     */
    void opened(Consumer<String> out);

    /** A message until this is ready, such as the answer to a login or a join; afterwards those that are {@code OTHER}. */
    void onMessage(String message, Consumer<String> out);

    /** Whether it can send, and be sent to. */
    boolean isReady();

    /** In how many ms it comes again because the server has refused it for a moment; 0 if it has not. */
    default long comesAgainInMs() {
        return 0;
    }

    /** What it sends every few seconds so that the server keeps it, or null for nothing. */
    default @Nullable String heartbeat() {
        return null;
    }

    /**
     * A message to another that is ready too.
     *
     * @param bytes its size, as a frame's payload
     * @param answered whether the server is to say that it has delivered it; some protocols have no way to ask
     */
    Template messageTo(Participant other, int bytes, boolean answered);

    /** What a received frame is, from a few of its bytes. */
    Arrival arrival(ByteBuf in, int start, int length);
}
