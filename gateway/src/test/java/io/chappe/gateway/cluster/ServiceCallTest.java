package io.chappe.gateway.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.model.NodeId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ServiceCallTest {
    private static final String UNABLE = "unable";

    private final Vertx vertx = Vertx.vertx();
    private final List<NodeId> order = List.of(new NodeId("a"), new NodeId("b"), new NodeId("c"));
    private final List<String> asked = new ArrayList<>();
    private final ServiceCall call =
            new ServiceCall(vertx.eventBus(), new Standing(System::nanoTime), new SimpleMeterRegistry());

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    private void serve(String service, String answer) {
        vertx.eventBus().<Buffer>consumer(service, message -> {
            synchronized (asked) {
                asked.add(service);
            }
            message.reply(Buffer.buffer(answer));
        });
    }

    private String ask() throws Exception {
        Future<String> answer = call.ask(
                order,
                new ServiceCall.Question<>(NodeId::value, Buffer.buffer("?"), body -> body.toString(), UNABLE::equals));
        return answer.await(10, TimeUnit.SECONDS);
    }

    @Test
    void asksAnotherWhereOneCannot() throws Exception {
        // Given
        serve("a", UNABLE);
        serve("b", "done");

        // When
        String answer = ask();

        // Then
        assertThat(answer).isEqualTo("done");
    }

    @Test
    void asksTheOneThatCouldNotLastForAMoment() throws Exception {
        // Given
        serve("a", UNABLE);
        serve("b", "done");
        ask();

        // When
        ask();

        // Then
        assertThat(asked).containsExactly("a", "b", "b");
    }

    @Test
    void asksOnlyOnceMoreWhereNoneCan() throws Exception {
        // Given
        List.of("a", "b", "c").forEach(service -> serve(service, UNABLE));

        // When
        String answer = ask();

        // Then
        assertThat(answer).isEqualTo(UNABLE);
        assertThat(asked).containsExactly("a", "b");
    }

    @Test
    void keepsTheFirstAnswerWhereTheOtherIsSilent() throws Exception {
        // Given
        serve("a", UNABLE);

        // When
        String answer = ask();

        // Then
        assertThat(answer).isEqualTo(UNABLE);
    }

    @Test
    void asksTheNextOneWhereOneIsNotThere() throws Exception {
        // Given
        serve("c", "done");

        // When
        String answer = ask();

        // Then
        assertThat(answer).isEqualTo("done");
    }
}
