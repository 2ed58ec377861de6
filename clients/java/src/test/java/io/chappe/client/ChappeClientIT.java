package io.chappe.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The client against a server that does what a test says, right or wrong. */
class ChappeClientIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
    private final SessionListener listener = new SessionListener() {
        @Override
        public void onSignal(Signal signal) {
            heard.add(signal);
        }

        @Override
        public void onMembers(MembersChanged change) {
            heard.add(change);
        }

        @Override
        public void onError(ChappeException error) {
            heard.add(error.code());
        }

        @Override
        public void onClosed(Closed closed) {
            heard.add(closed);
        }
    };

    @AfterEach
    void close() throws Exception {
        vertx.close().await(5, TimeUnit.SECONDS);
    }

    @Test
    void requestsHaveIncreasingIdsAndGetTheirOwnAnswers() throws Exception {
        // Given: answers come in the other order
        ChappeSession session = open((socket, frame) -> {
            if (frame.getLong("id") == 2) {
                socket.writeTextMessage(joined(2, frame.getString("room")).encode());
                socket.writeTextMessage(joined(1, "first").encode());
            }
        });

        // When
        Future<Joined> first = session.join("first");
        Future<Joined> second = session.join("second");

        // Then
        assertThat(wait(first).room()).isEqualTo("first");
        assertThat(wait(second).room()).isEqualTo("second");
    }

    @Test
    void anErrorFailsItsRequestWithCodeAndHint() throws Exception {
        // Given
        ChappeSession session = open((socket, frame) -> socket.writeTextMessage(new JsonObject()
                .put("type", "error")
                .put("id", frame.getLong("id"))
                .put("code", "unavailable")
                .put("message", "no service answers")
                .put("retryAfterMs", 700)
                .encode()));

        // When
        Throwable failure = catchThrowable(() -> wait(session.join("r")));

        // Then
        assertThat(failure).isInstanceOfSatisfying(ChappeException.class, refused -> {
            assertThat(refused.code()).isEqualTo("unavailable");
            assertThat(refused.retryAfterMs()).hasValue(700);
        });
    }

    @Test
    void silenceIsATimeout() throws Exception {
        // Given
        ChappeSession session = open((socket, frame) -> {});

        // When
        Throwable failure = catchThrowable(() -> wait(session.join("r")));

        // Then
        assertThat(failure)
                .isInstanceOfSatisfying(
                        ChappeException.class, e -> assertThat(e.code()).isEqualTo("timeout"));
    }

    @Test
    void tooManyRequestsAtOnceAreRefused() throws Exception {
        // Given
        ChappeSession session = open((socket, frame) -> {});
        List<Future<Joined>> waiting =
                List.of(session.join("1"), session.join("2"), session.join("3"), session.join("4"));

        // When
        Throwable failure = catchThrowable(() -> wait(session.join("5")));

        // Then
        assertThat(failure)
                .isInstanceOfSatisfying(
                        ChappeException.class, e -> assertThat(e.code()).isEqualTo("queue_full"));
        assertThat(waiting).noneMatch(Future::succeeded);
    }

    @Test
    void aClosedSocketFailsWhatIsOpenAndTellsWhy() throws Exception {
        // Given
        ChappeSession session = open((socket, frame) -> socket.close((short) 4413, "slow reader"));

        // When
        Throwable failure = catchThrowable(() -> wait(session.join("r")));

        // Then
        assertThat(failure)
                .isInstanceOfSatisfying(
                        ChappeException.class, e -> assertThat(e.code()).isEqualTo("session_lost"));
        assertThat(wait(session.closed())).isEqualTo(new Closed(4413, "slow reader"));
        assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo(new Closed(4413, "slow reader"));
        assertThat(catchThrowable(() -> wait(session.join("again")))).isInstanceOf(ChappeException.class);
    }

    @Test
    void eventsReachTheListenerInOrderAndUnknownOnesDoNot() throws Exception {
        // Given
        ChappeSession session = open((socket, frame) -> {
            socket.writeTextMessage("{\"type\":\"from-the-future\",\"x\":{}}");
            socket.writeTextMessage("{\"type\":\"member-left\",\"room\":\"r\",\"version\":7,\"reason\":\"lost\","
                    + "\"member\":{\"session\":\"s\",\"peer\":\"p\",\"meta\":null,\"state\":\"online\"}}");
            socket.writeTextMessage("{\"type\":\"signal\",\"from\":{\"session\":\"s\",\"peer\":\"p\"},"
                    + "\"kind\":\"offer\",\"data\":{\"sdp\":\"v=0\"},\"id\":3}");
            socket.writeTextMessage("{\"type\":\"error\",\"code\":\"bad_request\",\"message\":\"what?\"}");
        });

        // When
        session.send(Target.peer("p"), "offer", new JsonObject());

        // Then
        Member member = new Member("s", "p", null, "online");
        assertThat(heard.poll(5, TimeUnit.SECONDS))
                .isEqualTo(new MembersChanged(
                        "r", 7, List.of(), List.of(new MembersChanged.Departure(member, "lost")), List.of()));
        assertThat(heard.poll(5, TimeUnit.SECONDS))
                .isEqualTo(new Signal("s", "p", null, "offer", new JsonObject().put("sdp", "v=0"), 3));
        assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo("bad_request");
    }

    @Test
    void aServerThatSaysNoWelcomeIsATimeout() throws Exception {
        // Given
        URI silent = serve(socket -> {});

        // When
        Throwable failure = catchThrowable(() -> connect(silent));

        // Then
        assertThat(failure)
                .isInstanceOfSatisfying(
                        ChappeException.class, e -> assertThat(e.code()).isEqualTo("timeout"));
    }

    private ChappeSession open(BiConsumer<ServerWebSocket, JsonObject> answer) throws Exception {
        return connect(serve(socket -> socket.textMessageHandler(text -> {
            JsonObject frame = new JsonObject(text);
            if (frame.getString("type").equals("hello")) {
                socket.writeTextMessage("{\"type\":\"welcome\",\"session\":\"s\",\"peer\":\"p\",\"tenant\":\"t\"}");
            } else {
                answer.accept(socket, frame);
            }
        })));
    }

    private URI serve(Consumer<ServerWebSocket> handler) throws Exception {
        HttpServer server = vertx.createHttpServer(
                        new HttpServerOptions().addWebSocketSubProtocol(ChappeClient.SUBPROTOCOL))
                .webSocketHandler(handler::accept)
                .listen(0, "127.0.0.1")
                .await(5, TimeUnit.SECONDS);
        return URI.create("ws://127.0.0.1:" + server.actualPort() + "/v1/signal");
    }

    private ChappeSession connect(URI url) {
        ClientOptions options = new ClientOptions(null, TIMEOUT, 4, 1 << 16);
        return wait(new ChappeClient(vertx, options).connect(url, Identity.anonymous("t", "p"), listener));
    }

    private static JsonObject joined(long id, String room) {
        return new JsonObject()
                .put("type", "joined")
                .put("id", id)
                .put("room", room)
                .put("version", 1)
                .put("members", new JsonArray())
                .put("self", "s");
    }

    /** The failure as it is, not wrapped. */
    private static <T> T wait(Future<T> future) {
        try {
            return future.await(5, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
