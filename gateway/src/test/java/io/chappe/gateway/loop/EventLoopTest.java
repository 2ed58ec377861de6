package io.chappe.gateway.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class EventLoopTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void whatIsDueInLessThanAMillisecondIsDoneToo() throws InterruptedException {
        // Given
        CountDownLatch done = new CountDownLatch(1);

        // When
        TestLoop.of(vertx).after(0, done::countDown);

        // Then
        assertThat(done.await(2, TimeUnit.SECONDS)).isTrue();
    }
}
