package io.chappe.tests;

import static io.chappe.tests.harness.TokenIssuer.claims;

import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.RawSocket;
import io.chappe.tests.harness.TokenIssuer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One session with grants of its own, on one gateway at a time; it keeps all that it has heard. */
final class RoomClient implements AutoCloseable {
    private static final TokenIssuer ISSUER = new TokenIssuer("2026-1");
    private static final Duration HOUR = Duration.ofHours(1);

    private final Cluster cluster;
    private final String peer;
    private final JsonObject grants;
    private final List<String> heard = new ArrayList<>();
    private RawSocket socket;
    private JsonObject welcome;
    private String secret;
    private long lastId;

    /**
     * @param grants beside all rooms
     */
    RoomClient(Cluster cluster, int gateway, String peer, JsonObject grants) {
        this.cluster = cluster;
        this.peer = peer;
        this.grants = grants;
        this.socket = RawSocket.open(cluster.gateway(gateway).plainPort());
        this.welcome = hello(new JsonObject());
        this.secret = welcome.getString("secret");
    }

    static RoomClient guest(Cluster cluster, int gateway, String peer) {
        return new RoomClient(cluster, gateway, peer, new JsonObject());
    }

    static RoomClient moderator(Cluster cluster, int gateway, String peer) {
        return new RoomClient(cluster, gateway, peer, new JsonObject().put("moderate", JsonArray.of("*")));
    }

    /** Settings of gateways whose tenant has rooms of these kinds. */
    static JsonObject settings(JsonObject... rooms) {
        return new JsonObject()
                .put("tenants", JsonArray.of(ISSUER.tenant("acme").put("rooms", new JsonArray(List.of(rooms)))));
    }

    private JsonObject hello(JsonObject more) {
        JsonObject claims = grants.copy().put("rooms", JsonArray.of("*"));
        say(more.put("type", "hello").put("token", ISSUER.token(claims("acme", peer, HOUR, claims))));
        return next("welcome");
    }

    /** Its socket breaks. */
    void drop() {
        socket.close();
    }

    /** Goes on from a gateway, whatever has become of the one before. */
    JsonObject resume(int gateway) {
        socket.close();
        socket = RawSocket.open(cluster.gateway(gateway).plainPort());
        JsonObject resume = new JsonObject().put("session", session()).put("secret", secret);
        welcome = hello(new JsonObject().put("resume", resume));
        return welcome;
    }

    String peer() {
        return peer;
    }

    String session() {
        return welcome.getString("session");
    }

    void say(JsonObject message) {
        socket.text(message.encode());
    }

    /** Asks something about a room. */
    long ask(String type, String room, JsonObject more) {
        say(more.put("type", type).put("id", ++lastId).put("room", room));
        return lastId;
    }

    JsonObject request(String type, String room, JsonObject more) {
        return answer(ask(type, room, more));
    }

    JsonObject request(String type, String room) {
        return request(type, room, new JsonObject());
    }

    JsonObject join(String room) {
        return request("join", room);
    }

    JsonObject signal(JsonObject to, JsonObject more) {
        say(more.put("type", "signal")
                .put("id", ++lastId)
                .put("to", to)
                .put("kind", "chat")
                .put("data", "hello"));
        return answer(lastId);
    }

    private JsonObject read() {
        JsonObject message = socket.read();
        heard.add(message.encode());
        return message;
    }

    /** What a request is answered. */
    JsonObject answer(long id) {
        JsonObject message = read();
        while (!Long.valueOf(id).equals(message.getLong("id"))
                || message.getString("type").equals("signal")) {
            message = read();
        }
        return message;
    }

    /** The next of a type. */
    JsonObject next(String type) {
        JsonObject message = read();
        while (!type.equals(message.getString("type"))) {
            message = read();
        }
        return message;
    }

    /** Reads on to what speaks of somebody. */
    void hears(String peer) {
        String heard = read().encode();
        while (!heard.contains(peer)) {
            heard = read().encode();
        }
    }

    /** The code with which the server closes it. */
    int closed() {
        return socket.readClose().code();
    }

    /** All that it has been told, up to the answer to a ping that is asked now. */
    List<String> heard() {
        say(new JsonObject().put("type", "ping"));
        next("pong");
        return heard;
    }

    static List<String> peers(JsonObject joined) {
        return joined.getJsonArray("members").stream()
                .map(member -> ((JsonObject) member).getString("peer"))
                .sorted()
                .toList();
    }

    @Override
    public void close() {
        socket.close();
    }
}
