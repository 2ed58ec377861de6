package io.chappe.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.NodeProcess;
import io.chappe.tests.harness.RawSocket;
import io.chappe.tests.harness.TokenIssuer;
import io.chappe.tests.harness.Variation;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The logs of all nodes at debug, of the first service and gateway as plain lines and of the others as JSON. */
@Timeout(150)
class LogsIT {
    private static final TokenIssuer ISSUER = new TokenIssuer("2026-1");
    private static final TokenIssuer STRANGER = new TokenIssuer("2026-1");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String OPERATOR = "sesame-of-the-operator";
    private static final String TURN = "turn-secret-of-acme";
    private static final String BEARER = "Sec-WebSocket-Protocol: chappe.v1.json\r\nAuthorization: Bearer ";
    private static final String REFUSED = "a handshake is refused";
    private static final int FLOOD = 500;
    private static final Pattern UNWRITTEN = Pattern.compile("\"(\\d+) more refusals were not logged\"");

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(2, 2, new Variation() {
        @Override
        public JsonObject settings(String node) {
            JsonObject settings = new JsonObject().put("operations", new JsonObject().put("key", OPERATOR));
            JsonObject turn = new JsonObject()
                    .put("urls", JsonArray.of("turn:turn.example"))
                    .put("secret", TURN);
            return node.startsWith("gateway")
                    ? settings.put("tenants", JsonArray.of(ISSUER.tenant("acme").put("iceServers", JsonArray.of(turn))))
                    : settings;
        }

        @Override
        public Map<String, String> environment(String node) {
            String format = node.endsWith("-0") ? "plain" : "json";
            return Map.of("CHAPPE_LOG_LEVEL", "debug", "CHAPPE_LOG_FORMAT", format);
        }
    });

    private final String room = "room-" + UUID.randomUUID();
    private final List<RawSocket> sockets = new ArrayList<>();
    private final List<String> secrets = new ArrayList<>(List.of(OPERATOR, TURN));

    @AfterEach
    void hangUp() {
        sockets.forEach(RawSocket::close);
    }

    /** Something that must not be logged, nor its bytes. */
    private String secret(String text) {
        secrets.add(text);
        secrets.add(HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)));
        return text;
    }

    /** Nor the parts of it that prove something. */
    private String token(TokenIssuer issuer, String peer) {
        String token = issuer.token("acme", peer, HOUR, "*");
        String[] parts = token.split("\\.", -1);
        secret(parts[1]);
        secret(parts[2]);
        return token;
    }

    private RawSocket keep(RawSocket socket) {
        sockets.add(socket);
        return socket;
    }

    private static JsonObject hello(String token) {
        return new JsonObject().put("type", "hello").put("token", token);
    }

    private RawSocket socket(int gateway, JsonObject hello) {
        RawSocket socket = keep(RawSocket.open(CLUSTER.gateway(gateway).plainPort()));
        socket.text(hello.encode());
        return socket;
    }

    private RawSocket bearer(int gateway, String token) {
        RawSocket socket = keep(RawSocket.open(CLUSTER.gateway(gateway).plainPort(), BEARER + token + "\r\n"));
        socket.text("{\"type\":\"hello\"}");
        return socket;
    }

    private JsonObject welcome(RawSocket socket) {
        JsonObject welcome = socket.read("welcome");
        secret(welcome.getString("secret"));
        secret(welcome.getJsonArray("iceServers").getJsonObject(0).getString("credential"));
        return welcome;
    }

    private void join(RawSocket socket) {
        socket.text(new JsonObject()
                .put("type", "join")
                .put("id", 1)
                .put("room", room)
                .put("meta", new JsonObject().put("name", secret("Dr. Ann of Ward " + room)))
                .encode());
        socket.read("joined");
    }

    private void signal(RawSocket from, RawSocket to, String kind, String text) {
        from.text(new JsonObject()
                .put("type", "signal")
                .put("to", new JsonObject().put("room", room))
                .put("kind", kind)
                .put("data", new JsonObject().put("text", secret(text)))
                .encode());
        to.read("signal");
    }

    private void negotiate(RawSocket ann, RawSocket bob) {
        signal(ann, bob, "offer", "v=0 o=- 4611 a=ice-pwd:asd88fgpdd777uzjYhagZg");
        signal(bob, ann, "answer", "v=0 o=- 4612 a=ice-pwd:x9cml6RqcLnqOrkbvXK9dg");
        signal(ann, bob, "candidate", "candidate:1 1 udp 2122260223 203.0.113.77 50001 typ host");
        secret("203.0.113.77");
    }

    private void refresh(RawSocket socket, String token) {
        socket.text(new JsonObject()
                .put("type", "refresh")
                .put("id", 2)
                .put("token", token)
                .encode());
        socket.read();
    }

    /** Sends bytes to a port, and waits until the other side has closed. */
    private static void send(int port, String text) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readAllBytes();
        }
    }

    private static String get(String target, String headers) {
        return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
    }

    private void tryWrongTokens() throws IOException {
        for (int gateway = 0; gateway < 2; gateway++) {
            socket(gateway, hello(token(STRANGER, "eve"))).readClose();
            socket(gateway, hello(secret("not-a-token-" + gateway))).readClose();
            bearer(gateway, token(STRANGER, "eve")).readClose();
        }
    }

    private void tryOtherDoors(int gateway) throws IOException {
        String token = token(ISSUER, "ann");
        int plainPort = CLUSTER.gateway(gateway).plainPort();
        send(plainPort, get("/v1/signal?token=" + token, "Upgrade: websocket\r\nConnection: close\r\n"));
        send(plainPort, "nonsense " + token + "\r\n\r\n");
        send(CLUSTER.gateway(gateway).tlsPort(), get("/v1/signal?token=" + token, ""));
        send(CLUSTER.gateway(gateway).tlsPort(), "no TLS, and no HTTP " + token);
        RawSocket broken = socket(gateway, hello(token));
        welcome(broken);
        for (int i = 0; i < 10; i++) {
            broken.text("{\"type\":\"signal\",\"data\":\"" + secret("v=0 o=- broken " + i));
        }
        assertThat(broken.readClose().code()).isEqualTo(4400);
    }

    private void resume(JsonObject welcome) {
        JsonObject resume = new JsonObject()
                .put("session", welcome.getString("session"))
                .put("secret", welcome.getString("secret"));
        JsonObject hello = hello(token(ISSUER, "ann")).put("resume", resume);
        assertThat(welcome(socket(1, hello)).getBoolean("resumed")).isTrue();
        resume.put("secret", secret("wrong-secret-0123456789"));
        assertThat(welcome(socket(0, hello)).getBoolean("resumed")).isFalse();
    }

    private void administer() throws IOException {
        CLUSTER.admin(0).ask("POST", "/tenants/acme/revocations", new JsonObject().put("peer", "bob"));
        secret("chappe_operator_" + "k".repeat(43));
        int adminPort = CLUSTER.service(1).setting("admin").getInteger("port");
        String wrong = "Authorization: Bearer " + secret("chappe_operator_" + "w".repeat(43)) + "\r\n";
        send(adminPort, get("/admin/v1/nodes", wrong + "Connection: close\r\n"));
        JsonObject shared = new JsonObject()
                .put("kid", "1")
                .put("algorithms", JsonArray.of("HS256"))
                .put("secret", secret("shared-secret-of-fresh-0123456789"));
        JsonObject tenant = new JsonObject()
                .put("name", "fresh")
                .put("tokens", new JsonObject().put("keys", JsonArray.of(shared)))
                .put(
                        "iceServers",
                        JsonArray.of(new JsonObject()
                                .put("urls", JsonArray.of("turn:turn.example"))
                                .put("secret", secret("turn-secret-of-fresh"))));
        CLUSTER.gateway(0).process().command("PUT", "/tenants/fresh", tenant.encode());
    }

    private static Stream<NodeProcess> nodes() {
        return IntStream.range(0, 2)
                .boxed()
                .flatMap(i -> Stream.of(CLUSTER.service(i), CLUSTER.gateway(i).process()));
    }

    @Test
    void nothingThatIsSecretIsLogged() throws IOException {
        // Given
        RawSocket ann = socket(0, hello(token(ISSUER, "ann")));
        JsonObject annsWelcome = welcome(ann);
        RawSocket bob = bearer(1, token(ISSUER, "bob"));
        welcome(bob);
        join(ann);
        join(bob);
        ann.read("member-joined");

        // When
        negotiate(ann, bob);
        refresh(ann, token(ISSUER, "ann"));
        refresh(ann, token(STRANGER, "ann"));
        tryWrongTokens();
        tryOtherDoors(0);
        tryOtherDoors(1);
        ann.close();
        resume(annsWelcome);
        administer();
        assertThat(bob.readClose().code()).isEqualTo(4403);

        // Then
        nodes().forEach(node -> assertThat(node.log()).as(node.name()).doesNotContain(secrets));
        assertThat(CLUSTER.gateway(0).process().log())
                .as("what happened was logged")
                .contains("DEBUG Opening - a session has begun tenant=\"acme\" peer=\"ann\" session=\"")
                .contains("a connection failed before it was a socket")
                .contains("cause=\"bad_frames\"")
                .contains("cause=\"unauthorized\"");
    }

    @Test
    void eachLineSaysWhatItIsAbout() {
        // Given
        RawSocket ann = socket(1, hello(token(ISSUER, "ann")));
        String session = welcome(ann).getString("session");
        socket(1, hello(token(STRANGER, "eve"))).readClose();
        socket(0, hello(token(STRANGER, "eve"))).readClose();

        // When
        ann.text("{\"type\":\"bye\"}");
        ann.readClose();

        // Then
        NodeProcess gateway = CLUSTER.gateway(1).process();
        await().atMost(Duration.ofSeconds(5)).until(() -> gateway.log().contains("a session is over"));
        assertThat(lines(CLUSTER.service(1))).isNotEmpty();
        List<JsonObject> lines = lines(gateway);
        assertThat(lines)
                .allSatisfy(line ->
                        assertThat(line.fieldNames()).contains("@timestamp", "log.level", "log.logger", "message"));
        assertThat(lines)
                .filteredOn(line -> line.getString("message").matches("a (session|socket) .*"))
                .allSatisfy(line -> assertThat(line.fieldNames()).contains("tenant", "session"));
        assertThat(lines)
                .filteredOn(line -> session.equals(line.getString("session")))
                .allMatch(line -> line.getString("tenant").equals("acme")
                        && line.getString("peer").equals("ann"))
                .extracting(line -> line.getString("message"))
                .containsExactly("a session has begun", "a socket closes", "a session is over: LEFT");
        assertThat(lines)
                .filteredOn(line -> line.getString("message").equals(REFUSED) && line.containsKey("tenant"))
                .last()
                .satisfies(line -> assertThat(line.getMap())
                        .containsEntry("log.level", "INFO")
                        .containsEntry("tenant", "acme")
                        .containsEntry("address", "127.0.0.1")
                        .containsEntry("cause", "unauthorized")
                        .hasEntrySatisfying(
                                "reason",
                                reason -> assertThat(reason)
                                        .asString()
                                        .startsWith("the token for the tenant 'acme' is not taken: ")));
        assertThat(CLUSTER.gateway(0).process().log().lines())
                .anyMatch(line -> line.matches(".*Z INFO  \\S+ - " + REFUSED + " address=\"127.0.0.1\" tenant=\"acme\""
                        + " cause=\"unauthorized\" reason=\"the token for .*\""));
    }

    private static List<JsonObject> lines(NodeProcess node) {
        return node.log().lines().map(JsonObject::new).toList();
    }

    @Test
    void aFloodOfRefusedHandshakesDoesNotFillTheLog() throws IOException {
        // Given
        NodeProcess gateway = CLUSTER.addGateway().process();
        int port = CLUSTER.gateway(2).plainPort();

        // When
        long since = System.nanoTime();
        for (int i = 0; i < FLOOD; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertThat(RawSocket.handshake(socket, "localhost", "Origin: https://foreign.example\r\n"))
                        .contains(" 403 ");
            }
        }
        long seconds = Duration.ofNanos(System.nanoTime() - since).toSeconds();
        gateway.stop();

        // Then
        long written = lines(gateway).stream()
                .filter(line -> "origin".equals(line.getString("cause")))
                .count();
        Matcher unwritten = UNWRITTEN.matcher(gateway.log());
        assertThat(written).isBetween(20L, 20 + 10 * (seconds + 1));
        assertThat(unwritten.find()).isTrue();
        assertThat(written + Long.parseLong(unwritten.group(1))).isEqualTo(FLOOD);
    }
}
