package io.chappe.tests;

import io.chappe.tests.harness.GatewayProcess;
import io.chappe.tests.harness.RawSocket;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** A member of a room that sets up calls as it is told, and says what a browser would say. */
final class Caller implements AutoCloseable {
    final RawSocket socket;
    final JsonObject welcome;
    private long id = 1;

    /**
     * @param traceparent of its hello; null for none
     */
    Caller(GatewayProcess gateway, String tenant, String peer, String room, @Nullable String traceparent) {
        socket = RawSocket.open(gateway.plainPort());
        JsonObject hello =
                new JsonObject().put("type", "hello").put("tenant", tenant).put("peer", peer);
        socket.text((traceparent == null ? hello : hello.put("traceparent", traceparent)).encode());
        welcome = socket.read("welcome");
        socket.text("{\"type\":\"join\",\"id\":1,\"room\":\"%s\"}".formatted(room));
        socket.read("joined");
    }

    private Caller(RawSocket socket, JsonObject welcome, long id) {
        this.socket = socket;
        this.welcome = welcome;
        this.id = id;
    }

    /** The same session by another socket. */
    Caller resume(GatewayProcess gateway) {
        socket.close();
        RawSocket next = RawSocket.open(gateway.plainPort());
        JsonObject resume = new JsonObject().put("session", session()).put("secret", welcome.getString("secret"));
        next.text(new JsonObject()
                .put("type", "hello")
                .put("tenant", welcome.getString("tenant"))
                .put("peer", welcome.getString("peer"))
                .put("resume", resume)
                .encode());
        return new Caller(next, next.read("welcome"), id);
    }

    String session() {
        return welcome.getString("session");
    }

    Caller signal(Caller to, String kind, Object data) {
        return signal(to, new JsonObject().put("kind", kind).put("data", data));
    }

    /** With whatever else its message has. */
    Caller signal(Caller to, JsonObject message) {
        socket.text(message.put("type", "signal")
                .put("id", ++id)
                .put("to", new JsonObject().put("session", to.session()))
                .encode());
        socket.read("ack");
        return this;
    }

    Caller candidate(Caller to, String type) {
        return signal(to, "candidate", "candidate:1 1 udp 1 203.0.113.77 50001 typ " + type + " rport 0");
    }

    Caller report(String session, JsonObject data) {
        socket.text(new JsonObject()
                .put("type", "report")
                .put("session", session)
                .put("data", data)
                .encode());
        return this;
    }

    /** The name of the call of two. */
    static String pair(Caller one, Caller other) {
        return one.session().compareTo(other.session()) < 0
                ? one.session() + "~" + other.session()
                : other.session() + "~" + one.session();
    }

    @Override
    public void close() {
        socket.close();
    }
}
