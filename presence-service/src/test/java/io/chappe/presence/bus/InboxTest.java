package io.chappe.presence.bus;

import static io.chappe.presence.Await.await;
import static io.chappe.presence.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class InboxTest {
    private static final int LIMIT = 2;

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Slow slow = new Slow();
    private final Inbox<String, String> inbox = new Inbox<>(vertx, "test", slow.endpoint(), LIMIT, meters);

    @BeforeEach
    void open() {
        await(inbox.open("test"));
    }

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @Test
    void whatIsTooMuchIsRefusedAtOnce() {
        // Given
        Future<String> first = ask("first");
        Future<String> second = ask("second");
        slow.awaitRequests(LIMIT);

        // When
        String third = await(ask("third"));

        // Then
        assertThat(third).isEqualTo("unavailable");
        assertThat(meters.get("chappe.service.requests.overflow").counter().count())
                .isEqualTo(1);
        slow.answerAll();
        assertThat(List.of(await(first), await(second))).containsExactly("done", "done");
        assertThat(meters.get("chappe.service.requests")
                        .tag("outcome", "done")
                        .timer()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void aRequestThatFailsIsAnsweredAllTheSame() {
        // When
        String thrown = await(ask("throw"));
        String failed = await(ask("fail"));

        // Then
        assertThat(List.of(thrown, failed)).containsOnly("unavailable");
        assertThat(meters.get("chappe.service.requests.pending").gauge().value())
                .isZero();
    }

    @Test
    void closingWaitsForWhatIsUnderWay() {
        // Given
        Future<String> pending = ask("first");
        slow.awaitRequests(1);

        // When
        Future<Void> closed = inbox.close();
        boolean closedBefore = closed.isComplete();
        slow.answerAll();
        await(closed);

        // Then
        assertThat(closedBefore).isFalse();
        assertThat(await(pending)).isEqualTo("done");
    }

    private Future<String> ask(String request) {
        return vertx.eventBus()
                .<Buffer>request("test", Buffer.buffer(request))
                .map(reply -> reply.body().toString());
    }

    /** Answers when the test says so. */
    private static final class Slow {
        private final List<Promise<String>> pending = new CopyOnWriteArrayList<>();

        private Future<String> handle(String request) {
            if (request.equals("throw")) {
                throw new IllegalStateException("thrown");
            }
            if (request.equals("fail")) {
                return Future.failedFuture("failed");
            }
            Promise<String> answer = Promise.promise();
            pending.add(answer);
            return answer.future();
        }

        Endpoint<String, String> endpoint() {
            return new Endpoint<>(
                    Buffer::toString,
                    this::handle,
                    Buffer::buffer,
                    (code, message) -> code.wireName(),
                    Function.identity(),
                    (line, request) -> line);
        }

        void awaitRequests(int count) {
            until(() -> pending.size() == count);
        }

        void answerAll() {
            pending.forEach(answer -> answer.complete("done"));
        }
    }
}
