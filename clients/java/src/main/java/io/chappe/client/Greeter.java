package io.chappe.client;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** Says {@code hello} on each new socket. */
interface Greeter {
    /** The fields that say who this is; asked before the socket is opened, for a token may take its time. */
    Future<JsonObject> identity();

    /** The whole message as of now; it is sent at once. */
    JsonObject hello(JsonObject identity);
}
