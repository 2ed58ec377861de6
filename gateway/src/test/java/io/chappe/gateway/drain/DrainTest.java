package io.chappe.gateway.drain;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.bus.DrainProgress;
import io.chappe.gateway.loop.EventLoop;
import io.chappe.gateway.loop.TestLoop;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrainTest {
    private static final DrainConfig CONFIG = new DrainConfig(Duration.ofSeconds(60), 500);

    private final Vertx vertx = Vertx.vertx();
    private final EventLoop loop = TestLoop.of(vertx);
    private final Drain drain = new Drain(loop, List.of(), CONFIG, new SimpleMeterRegistry());

    @AfterEach
    void close() throws Exception {
        result(vertx.close());
    }

    private static <T> T result(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void whoAsksBehindAStartIsToldOfIt() throws Exception {
        // Given
        CountDownLatch busy = new CountDownLatch(1);
        loop.run(() -> {
            try {
                busy.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        drain.start();

        // When
        Future<DrainProgress> progress = drain.progress();

        // Then
        busy.countDown();
        assertThat(result(progress).state()).isEqualTo("draining");
    }

    @Test
    void cannotBeUndoneWhenTheProcessEnds() throws Exception {
        // Given
        result(drain.startForGood());

        // When
        boolean undone = drain.undo();

        // Then
        assertThat(undone).isFalse();
        assertThat(result(drain.progress()).state()).isEqualTo("draining");
    }

    @ParameterizedTest
    @CsvSource({"0, 60, 500", "1000, 60, 500", "24000, 60, 500", "48000, 60, 1000", "100, 0, 125000"})
    void tellsAllInMostOfItsDeadline(int clients, int seconds, int pace) {
        // When
        int perSecond = Drain.pace(clients, new DrainConfig(Duration.ofSeconds(seconds), 500));

        // Then
        assertThat(perSecond).isEqualTo(pace);
    }
}
