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
import java.util.Set;

/** A caller or an agent of queues, or somebody with grants of its own, on one gateway at a time. */
final class QueueClient implements AutoCloseable {
    private static final TokenIssuer ISSUER = new TokenIssuer("2026-1");
    private static final List<String> ROOMS = List.of("queue-*", "lobby-*");
    private static final Duration HOUR = Duration.ofHours(1);

    private final Cluster cluster;
    private final String peer;
    private final JsonObject grants;
    private RawSocket socket;
    private JsonObject welcome;
    private String secret;
    private long lastId;

    private QueueClient(Cluster cluster, int gateway, String peer, JsonObject grants) {
        this.cluster = cluster;
        this.peer = peer;
        this.grants = grants;
        this.socket = RawSocket.open(cluster.gateway(gateway).plainPort());
        this.welcome = hello(new JsonObject());
        this.secret = welcome.getString("secret");
    }

    /** Settings of gateways whose tenant has queues. */
    static JsonObject settings(Duration resumeWindow) {
        JsonObject queues = new JsonObject().put("name", "queue-*").put("kind", "queue");
        JsonObject lobbies = new JsonObject().put("name", "lobby-*").put("lobby", true);
        JsonObject small = new JsonObject().put("name", "small-*").put("maxMembers", 1);
        JsonObject later = new JsonObject().put("name", "later-*").put("opens", "2100-01-01T00:00:00Z");
        return new JsonObject()
                .put(
                        "tenants",
                        JsonArray.of(ISSUER.tenant("acme")
                                .put("resumeWindow", resumeWindow.toSeconds() + "s")
                                .put("rooms", JsonArray.of(queues, lobbies, small, later))));
    }

    static QueueClient agent(Cluster cluster, int gateway, String peer) {
        return of(cluster, gateway, peer, ROOMS, ROOMS);
    }

    static QueueClient caller(Cluster cluster, int gateway, String peer) {
        return of(cluster, gateway, peer, ROOMS, List.of());
    }

    /**
     * @param rooms that its token grants
     * @param moderates those of them that it moderates
     */
    static QueueClient of(Cluster cluster, int gateway, String peer, List<String> rooms, List<String> moderates) {
        JsonObject grants =
                new JsonObject().put("rooms", new JsonArray(rooms)).put("moderate", new JsonArray(moderates));
        return new QueueClient(cluster, gateway, peer, grants);
    }

    private JsonObject hello(JsonObject more) {
        String token = ISSUER.token(claims("acme", peer, HOUR, grants));
        say(more.put("type", "hello").put("token", token));
        return next("welcome");
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

    long ask(String type, String room) {
        return ask(type, room, new JsonObject());
    }

    JsonObject join(String room) {
        return join(room, new JsonObject());
    }

    JsonObject join(String room, JsonObject meta) {
        return answer(ask("join", room, new JsonObject().put("meta", meta)));
    }

    /** Takes the next. */
    JsonObject take(String queue) {
        return answer(ask("take", queue));
    }

    JsonObject take(String queue, QueueClient caller) {
        return answer(ask("take", queue, new JsonObject().put("session", caller.session())));
    }

    /** Asks for somebody to be moved. */
    long askToMove(String room, QueueClient target, String to) {
        return ask(
                "move", room, new JsonObject().put("session", target.session()).put("to", to));
    }

    JsonObject move(String room, QueueClient target, String to) {
        return answer(askToMove(room, target, to));
    }

    /** Asks again under the same number, after a resume. */
    JsonObject moveAgain(long id, String room, QueueClient target, String to) {
        say(new JsonObject()
                .put("type", "move")
                .put("id", id)
                .put("room", room)
                .put("session", target.session())
                .put("to", to));
        return answer(id);
    }

    JsonObject signal(JsonObject to, String data) {
        say(new JsonObject()
                .put("type", "signal")
                .put("id", ++lastId)
                .put("to", to)
                .put("kind", "chat")
                .put("data", data));
        return answer(lastId);
    }

    /** What a request is answered; what comes before it is left out. */
    JsonObject answer(long id) {
        JsonObject message = socket.read();
        while (!Long.valueOf(id).equals(message.getLong("id"))
                || message.getString("type").equals("signal")) {
            message = socket.read();
        }
        return message;
    }

    /** The same of a request that may take longer than a socket waits. */
    JsonObject lateAnswer(long id) throws InterruptedException {
        while (true) {
            for (JsonObject message : heard()) {
                if (Long.valueOf(id).equals(message.getLong("id"))) {
                    return message;
                }
            }
            Thread.sleep(500);
        }
    }

    /** The next of these types; what comes before it is left out. */
    JsonObject next(String... types) {
        JsonObject message = socket.read();
        while (!Set.of(types).contains(message.getString("type"))) {
            message = socket.read();
        }
        return message;
    }

    /** All until an answer to a ping that is asked now. */
    List<JsonObject> heard() {
        say(new JsonObject().put("type", "ping"));
        List<JsonObject> heard = new ArrayList<>();
        for (JsonObject message = socket.read(); !message.getString("type").equals("pong"); message = socket.read()) {
            heard.add(message);
        }
        return heard;
    }

    /** The first whom it is told of in a lobby of so many. */
    List<String> lobby(int count) {
        JsonObject lobby = next("lobby");
        while (lobby.getInteger("count") != count) {
            lobby = next("lobby");
        }
        return peers(lobby.getJsonArray("waiting"));
    }

    static List<String> peers(JsonArray members) {
        return members.stream()
                .map(member -> ((JsonObject) member).getString("peer"))
                .toList();
    }

    @Override
    public void close() {
        socket.close();
    }
}
