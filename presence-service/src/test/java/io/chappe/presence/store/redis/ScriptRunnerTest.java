package io.chappe.presence.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chappe.node.config.ConfigLoader;
import io.chappe.presence.store.Doubt;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a server that answers when the test says so, which a real one does not. */
@Timeout(20)
class ScriptRunnerTest {
    private static final Duration TIME_LIMIT = Duration.ofMillis(300);
    private static final Script SCRIPT = Script.of("rooms/test", "return 1");
    private static final String DONE = ":1\r\n";
    private static final String NO_SCRIPT = "-NOSCRIPT No matching script.\r\n";

    private final Vertx vertx = Vertx.vertx();
    private final Doubt doubt = new Doubt();

    /** Who waits for the answer to EVALSHA. */
    private final BlockingQueue<NetSocket> asking = new LinkedBlockingQueue<>();

    /** Who has sent a script's text. */
    private final BlockingQueue<NetSocket> texts = new LinkedBlockingQueue<>();

    private RedisLink link;
    private ScriptRunner runner;

    @BeforeEach
    void start() throws Exception {
        NetServer server = vertx.createNetServer()
                .connectHandler(socket -> socket.handler(
                        command -> answer(socket, command.toString().toUpperCase(Locale.ROOT))))
                .listen(0, "127.0.0.1")
                .await(5, TimeUnit.SECONDS);
        RedisConfig config = ConfigLoader.parse(
                RedisConfig.class, "{urls: ['redis://127.0.0.1:%d']}".formatted(server.actualPort()));
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        link = new RedisLink(vertx, vertx.getOrCreateContext(), new RedisClients(vertx, config), doubt, meters);
        link.open().await(5, TimeUnit.SECONDS);
        runner = new ScriptRunner(vertx, link, TIME_LIMIT, 100, meters);
    }

    private void answer(NetSocket socket, String command) {
        if (command.contains("EVALSHA")) {
            asking.add(socket);
        } else if (command.contains("EVAL")) {
            socket.write(DONE);
            texts.add(socket);
        } else {
            socket.write(command.contains("PING") ? "+PONG\r\n" : "-ERR unknown command\r\n");
        }
    }

    @AfterEach
    void stop() throws Exception {
        link.close().await(5, TimeUnit.SECONDS);
        vertx.close().await(5, TimeUnit.SECONDS);
    }

    private Future<Response> run() {
        return runner.run(SCRIPT, List.of("key"));
    }

    private NetSocket asking() throws InterruptedException {
        NetSocket socket = asking.poll(5, TimeUnit.SECONDS);
        assertThat(socket).isNotNull();
        return socket;
    }

    @Test
    void aScriptThatWasKnownAndIsNotIsALoss() throws Exception {
        // Given
        Future<Response> first = run();
        asking().write(DONE);
        first.await(5, TimeUnit.SECONDS);

        // When
        Future<Response> second = run();
        asking().write(NO_SCRIPT);

        // Then
        assertThat(second.await(5, TimeUnit.SECONDS).toInteger()).isEqualTo(1);
        assertThat(doubt.take()).isTrue();
    }

    @Test
    void theLateAnswerToAFirstUseIsNone() throws Exception {
        // Given
        Future<Response> first = run();
        NetSocket late = asking();
        assertThatThrownBy(() -> first.await(5, TimeUnit.SECONDS)).hasMessageContaining("Timeout");
        awaitOtherLine(late);

        // When
        late.write(NO_SCRIPT);

        // Then
        assertThat(texts.poll(5, TimeUnit.SECONDS)).isNotNull();
        assertThat(doubt.take()).isFalse();
    }

    /** What is not answered in time makes the link connect anew; until it has, what is asked goes the old way. */
    private void awaitOtherLine(NetSocket old) throws Exception {
        while (true) {
            Future<Response> next = run();
            NetSocket socket = asking();
            if (!socket.equals(old)) {
                socket.write(DONE);
                next.await(5, TimeUnit.SECONDS);
                return;
            }
        }
    }
}
