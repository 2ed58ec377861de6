package io.chappe.client;

import java.util.function.Consumer;

/** One socket, from its upgrade to its end. All of it on the session's event loop. */
interface Line {
    void send(String text);

    /** Starts the closing handshake; the handler hears of the end, also where the other side keeps silent. */
    void close(int code, String reason);

    /** Who hears of what comes in, and of the end, from now on. Replaces those before. An end that is past is told anew. */
    void handlers(Consumer<String> onText, Consumer<Closed> onClose);

    /** Delivers nothing until {@link #resume}; the end is told all the same. */
    void pause();

    void resume();
}
