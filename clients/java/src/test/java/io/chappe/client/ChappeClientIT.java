package io.chappe.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The client over real sockets, against a server that does what a test says, right or wrong. */
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
        public void onResumed() {
            heard.add("resumed");
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
                ScriptedServer.say(socket, Script.joined(2, frame.getString("room")));
                ScriptedServer.say(socket, Script.joined(1, "first"));
            }
        });

        // When
        Future<Joined> first = session.join("first");
        Future<Joined> second = session.join("second");

        // Then
        assertThat(wait(first).room()).isEqualTo("first");
        assertThat(wait(second).room()).isEqualTo("second");
        assertThat(wait(session.room("first")).version()).isEqualTo(1);
    }

    @Test
    void anErrorFailsItsRequestWithCodeAndHint() throws Exception {
        // Given
        ChappeSession session = open((socket, frame) -> ScriptedServer.say(
                socket, Script.error(frame.getLong("id"), "unavailable").put("retryAfterMs", 700)));

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
        assertCode(failure, "timeout");
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
        assertCode(failure, "queue_full");
        assertThat(waiting).noneMatch(Future::succeeded);
    }

    @Test
    void anEndForGoodFailsWhatIsOpenAndTellsWhy() throws Exception {
        // Given
        ChappeSession session = open((socket, frame) -> socket.close((short) 4403, "banned"));

        // When
        Throwable failure = catchThrowable(() -> wait(session.join("r")));

        // Then
        assertCode(failure, "session_lost");
        assertThat(wait(session.closed())).isEqualTo(new Closed(4403, "banned"));
        assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo(new Closed(4403, "banned"));
        assertCode(catchThrowable(() -> wait(session.join("again"))), "closed");
    }

    @Test
    void eventsReachTheListenerInOrderAndUnknownOnesDoNot() throws Exception {
        // Given
        ChappeSession session = open((socket, frame) -> {
            socket.writeTextMessage("{\"type\":\"from-the-future\",\"x\":{}}");
            ScriptedServer.say(socket, Script.admitted("r", "s", "t"));
            socket.writeTextMessage("{\"type\":\"member-left\",\"room\":\"r\",\"version\":7,\"reason\":\"lost\","
                    + "\"member\":{\"session\":\"s\",\"peer\":\"p\",\"meta\":null,\"state\":\"online\"}}");
            socket.writeTextMessage("{\"type\":\"signal\",\"from\":{\"session\":\"s\",\"peer\":\"p\"},"
                    + "\"kind\":\"offer\",\"data\":{\"sdp\":\"v=0\"},\"id\":3}");
            socket.writeTextMessage("{\"type\":\"error\",\"code\":\"bad_request\",\"message\":\"what?\"}");
        });

        // When
        session.send(Target.peer("p"), "offer", new JsonObject());

        // Then
        Member member = new Member("s", "p", null, "online", false, null);
        assertThat(heard.poll(5, TimeUnit.SECONDS))
                .isEqualTo(new MembersChanged(
                        "r", 7, List.of(), List.of(new MembersChanged.Departure(member, "lost")), List.of(), 1));
        assertThat(heard.poll(5, TimeUnit.SECONDS))
                .isEqualTo(new Signal("s", "p", null, "offer", new JsonObject().put("sdp", "v=0"), 3));
        assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo("bad_request");
    }

    @Test
    void whereNobodyLetsItInConnectFailsInTime() throws Exception {
        // Given: one that is silent and one that is not there
        ScriptedServer silent = new ScriptedServer(vertx, (socket, frame) -> {});
        URI nobody = URI.create("ws://127.0.0.1:1/v1/signal");

        // When
        Throwable failure = catchThrowable(() -> wait(connect(silent.url(), nobody)));

        // Then
        assertCode(failure, "unavailable");
    }

    @Test
    void whatTheServerRefusesIsNotTriedAgain() throws Exception {
        // Given
        ScriptedServer strict = new ScriptedServer(vertx, (socket, frame) -> {
            ScriptedServer.say(socket, Script.error(0, "unauthorized"));
            socket.close((short) 4401, "unauthorized");
        });

        // When
        Throwable failure = catchThrowable(() -> wait(connect(strict.url())));

        // Then
        assertCode(failure, "unauthorized");
        assertThat(strict.sockets).hasSize(1);
    }

    @Test
    void aBrokenSocketIsResumedElsewhereAndNothingIsLost() throws Exception {
        // Given: the first gateway takes the signal and goes
        ScriptedServer first = server((socket, frame) -> {});
        ScriptedServer second = server(ChappeClientIT::answer);
        ChappeSession session = wait(connect(first.url(), second.url()));
        Future<Receipt> receipt = session.signalReceived(Target.session("x"), "k", new JsonObject());

        // When
        JsonObject lost = first.await("signal");
        first.sockets.get(0).close((short) 1012, "restart");

        // Then
        JsonObject repeated = second.await("signal");
        assertThat(repeated.getLong("id")).isEqualTo(lost.getLong("id"));
        assertThat(wait(receipt).sessions()).isEqualTo(1);
        assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo("resumed");
        assertThat(session.state()).isEqualTo(ConnectionState.ONLINE);
    }

    @Test
    void aMoveIsHeardInOrderAcrossBothSockets() throws Exception {
        // Given: the new gateway speaks at once, the old one still has something to say
        ScriptedServer old = server((socket, frame) -> {});
        ScriptedServer fresh = new ScriptedServer(vertx, (socket, frame) -> {
            if (frame.getString("type").equals("hello")) {
                ScriptedServer.say(socket, Script.resumed("s", new JsonObject()));
                ScriptedServer.say(socket, Script.signal("m", "third"));
                ServerWebSocket before = old.sockets.get(0);
                vertx.setTimer(100, t -> {
                    ScriptedServer.say(before, Script.signal("m", "first"));
                    ScriptedServer.say(before, Script.signal("m", "second"));
                    before.close((short) 4409, "moved");
                });
            }
        });
        ChappeSession session = wait(connect(old.url()));

        // When
        ScriptedServer.say(old.sockets.get(0), Script.goAway(50, fresh.url().toString()));

        // Then
        assertThat(kind()).isEqualTo("first");
        assertThat(kind()).isEqualTo("second");
        assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo("resumed");
        assertThat(kind()).isEqualTo("third");
        assertThat(session.state()).isEqualTo(ConnectionState.ONLINE);
    }

    @Test
    void aClosedClientEndsItsSessions() throws Exception {
        // Given
        ScriptedServer server = server((socket, frame) -> {
            if (frame.getString("type").equals("bye")) {
                socket.close((short) 1000, "bye");
            }
        });
        ChappeClient client = new ChappeClient(vertx);
        ChappeSession session = wait(client.connect(options(server.url())));

        // When
        wait(client.close());

        // Then
        assertThat(wait(session.closed())).isEqualTo(new Closed(1000, "bye"));
        assertCode(catchThrowable(() -> wait(client.connect(options(server.url())))), "unavailable");
    }

    private String kind() throws InterruptedException {
        return heard.poll(5, TimeUnit.SECONDS) instanceof Signal signal ? signal.kind() : "none";
    }

    private static void answer(ServerWebSocket socket, JsonObject frame) {
        if (frame.containsKey("id")) {
            ScriptedServer.say(socket, Script.ack(frame.getLong("id")).put("status", "received"));
        }
    }

    private ScriptedServer server(BiConsumer<ServerWebSocket, JsonObject> answer) throws Exception {
        return new ScriptedServer(vertx, (socket, frame) -> {
            if (!frame.getString("type").equals("hello")) {
                answer.accept(socket, frame);
            } else if (frame.containsKey("resume")) {
                ScriptedServer.say(socket, Script.resumed("s", new JsonObject()));
            } else {
                ScriptedServer.say(socket, Script.welcome("s"));
            }
        });
    }

    private ChappeSession open(BiConsumer<ServerWebSocket, JsonObject> answer) throws Exception {
        return wait(connect(server(answer).url()));
    }

    private Future<ChappeSession> connect(URI... urls) {
        return new ChappeClient(vertx).connect(options(urls));
    }

    private ClientOptions options(URI... urls) {
        return ClientOptions.of(Identity.anonymous("t", "p"), urls)
                .withListener(listener)
                .withLimits(new Limits(TIMEOUT, 4, 4))
                .withNetwork(Network.defaults().withConnectTimeout(TIMEOUT).withAttemptTimeout(TIMEOUT));
    }

    private static void assertCode(Throwable failure, String code) {
        assertThat(failure)
                .isInstanceOfSatisfying(
                        ChappeException.class, e -> assertThat(e.code()).isEqualTo(code));
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
