package io.chappe.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a token means for a session, from its renewal to its end. */
class ConversationTokenTest {
    private static final JsonObject SAME = new JsonObject("{\"r\":{\"version\":1,\"same\":true}}");

    private final FakeTimers timers = new FakeTimers();
    private final FakeDialer dialer = new FakeDialer();
    private final HeardListener listener = new HeardListener();
    private final ArrayDeque<Future<String>> tokens = new ArrayDeque<>(List.of(
            Future.succeededFuture("first"),
            Future.succeededFuture("second"),
            Future.succeededFuture("third"),
            Future.succeededFuture("too many")));
    private Conversation conversation = conversation(Identity.token(tokens::remove));

    private Conversation conversation(Identity identity) {
        ClientOptions options = ClientOptions.of(identity, URI.create("wss://a/v1/signal"));
        return new Conversation(options, timers, dialer, new GuardedListener(listener, e -> {
            throw new AssertionError(e);
        }));
    }

    @Test
    void aTokenIsRenewedOnTheSocketThatItIsForAndTheApplicationHearsOfIt() {
        // Given
        open();

        // When
        expiring();

        // Then
        assertThat(dialer.last().take())
                .containsExactly(Frames.refresh("second").put("id", 1));
        dialer.last().say(Script.ack(1).put("expiresInMs", 3_600_000));
        conversation.request(Frames.leave("r"));
        assertThat(dialer.last().take()).containsExactly(Frames.leave("r").put("id", 2));
        assertThat(listener.heard).containsExactly("expiring 50000");
    }

    @Test
    void aFixedTokenIsNotRenewedAndTheSessionEndsWithIt() {
        // Given
        conversation = conversation(Identity.token("fixed"));
        open();
        expiring();

        // When
        dialer.last().end(4401);

        // Then
        assertThat(dialer.last().take()).isEmpty();
        assertThat(listener.heard).containsExactly("expiring 50000", ConnectionState.CLOSED, new Closed(4401, ""));
    }

    @Test
    void aRefusedTokenIsAnErrorAndTheSessionGoesOnWhenTheOldOneIsOver() {
        // Given
        open();
        expiring();

        // When
        dialer.last().say(Script.error(1, "unauthorized")).end(4401);

        // Then
        assertThat(hello().getString("token")).isEqualTo("third");
        dialer.last().say(Script.resumed("s", new JsonObject()));
        assertThat(dialer.last().take()).isEmpty();
        assertThat(listener.heard)
                .containsExactly(
                        "expiring 50000",
                        "error unauthorized",
                        ConnectionState.RECONNECTING,
                        "resumed",
                        ConnectionState.ONLINE);
    }

    @Test
    void aRefreshThatIsUnderWayWhenTheSocketIsLostIsNotRepeated() {
        // Given
        open();
        expiring();

        // When
        dialer.last().end(1006);
        JsonObject hello = hello();
        dialer.last().say(Script.resumed("s", new JsonObject()));
        timers.advance(4_000);

        // Then
        assertThat(hello.getString("token")).isEqualTo("third");
        assertThat(dialer.last().takeTypes()).isEmpty();
        assertThat(tokens).hasSize(1);
    }

    @Test
    void aRefreshThatWaitsForItsNextTryIsNotOneOfTheNextSocket() {
        // Given
        open();
        FakeDialer.Call old = dialer.last();
        expiring();
        old.say(Script.error(1, "unavailable").put("retryAfterMs", 3_000));

        // When
        old.say(Script.goAway(0));
        JsonObject hello = hello();
        dialer.last().say(Script.resumed("s", new JsonObject()));
        old.end(4409);
        timers.advance(4_000);

        // Then
        assertThat(hello.getString("token")).isEqualTo("third");
        assertThat(dialer.last().takeTypes()).isEmpty();
        assertThat(tokens).hasSize(1);
    }

    @Test
    void aSessionThatHasEndedRenewsNothing() {
        // Given
        Promise<String> late = Promise.promise();
        tokens.clear();
        tokens.addAll(List.of(Future.succeededFuture("first"), late.future(), Future.succeededFuture("too many")));
        open();
        expiring();

        // When
        dialer.last().end(4403);
        late.fail("too late");
        timers.advance(60_000);

        // Then
        assertThat(dialer.last().take()).isEmpty();
        assertThat(tokens).hasSize(1);
    }

    @Test
    void aRoomThatANewTokenDoesNotGrantIsLeftAndNotJoinedAgain() {
        // Given
        open();
        join();

        // When
        dialer.last().say(Script.left("r", "revoked"));

        // Then
        assertThat(listener.heard).containsExactly("left r revoked");
        dialer.last().end(1006);
        assertThat(hello().getJsonObject("resume").getJsonObject("rooms")).isEmpty();
        dialer.last().say(Script.welcome("s2"));
        assertThat(dialer.last().take()).isEmpty();
    }

    @Test
    void aRoomThatTheTokenOfAResumeDoesNotGrantIsLeftWithTheReason() {
        // Given
        open();
        join();

        // When
        dialer.last().end(4401);
        hello();
        dialer.last().say(Script.resumed("s", SAME)).say(Script.left("r", "revoked"));

        // Then
        assertThat(listener.heard)
                .containsExactly(ConnectionState.RECONNECTING, "resumed", ConnectionState.ONLINE, "left r revoked");
        assertThat(dialer.last().take()).isEmpty();
    }

    @Test
    void theEndOfARoomIsToldOnce() {
        // Given
        open();
        join();

        // When
        dialer.last().end(4401);
        hello();
        dialer.last().say(Script.resumed("s", new JsonObject())).say(Script.left("r", "revoked"));

        // Then
        assertThat(listener.heard)
                .containsExactly(ConnectionState.RECONNECTING, "left r lost", "resumed", ConnectionState.ONLINE);
    }

    @Test
    void aRoomThatANewSessionMayNotJoinIsLeftWithTheReason() {
        // Given
        open();
        join();
        dialer.last().end(1006);
        hello();
        dialer.last().say(Script.welcome("s2"));

        // When
        dialer.last().say(Script.error(2, "forbidden"));
        timers.advance(4_000);

        // Then
        assertThat(dialer.last().takeTypes()).containsExactly("join");
        assertThat(listener.heard).endsWith("left r forbidden", ConnectionState.ONLINE);
    }

    private void open() {
        conversation.open();
        dialer.last().open().say(Script.welcome("s").put("expiresInMs", 60_000));
        dialer.last().heardHello();
    }

    private void join() {
        conversation.request(Frames.join("r", null));
        dialer.last().say(Script.joined(1, "r", "s")).take();
    }

    private void expiring() {
        dialer.last().say(Script.tokenExpiring(50_000));
        timers.advance(0);
    }

    /** What the client says on its next socket. */
    private JsonObject hello() {
        timers.advance(1_000);
        return dialer.last().open().take().get(0);
    }
}
