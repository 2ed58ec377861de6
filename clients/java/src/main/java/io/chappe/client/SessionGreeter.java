package io.chappe.client;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Says {@code hello} for a session, and with which one to go on. */
final class SessionGreeter implements Greeter {
    private static final String CLIENT = "chappe-java/0.1.0";

    private final Identity identity;
    private final RoomBook rooms;
    private @Nullable Welcome last;
    private @Nullable String secret;

    SessionGreeter(Identity identity, RoomBook rooms) {
        this.identity = identity;
        this.rooms = rooms;
    }

    /**
     * @param proof the session's, or null from a server that resumes none
     */
    void welcomed(Welcome welcome, @Nullable String proof) {
        last = welcome;
        secret = proof;
    }

    @Override
    public Future<JsonObject> identity() {
        return identity.hello(last == null ? null : last.peer());
    }

    @Override
    public JsonObject hello(JsonObject who) {
        JsonObject hello = new JsonObject()
                .put("type", "hello")
                .mergeIn(who)
                .put("acks", true)
                .put("client", CLIENT);
        if (last != null && secret != null) {
            JsonObject resume = new JsonObject()
                    .put("session", last.session())
                    .put("secret", secret)
                    .put("rooms", rooms.versions());
            hello.put("resume", resume);
        }
        return hello;
    }
}
