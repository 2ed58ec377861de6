package io.chappe.client;

import io.vertx.core.json.JsonObject;

/** What a {@link Connection} tells. */
interface ConnectionEvents {
    /** There is a socket, and this is its first message. */
    void onWelcome(JsonObject welcome);

    /** Anything else that the server says. */
    void onMessage(JsonObject message, int size);

    /** The socket is lost; another one will follow. */
    void onDown();

    /** No socket, and none will follow. */
    void onEnd(Closed closed, ChappeException why);
}
