package io.chappe.gateway.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PacedTest {
    private static final int WIDTH = 32;

    private final Vertx vertx = Vertx.vertx();
    private final EventLoop loop = TestLoop.of(vertx);
    private final List<Integer> begun = new CopyOnWriteArrayList<>();
    private final List<Promise<Void>> underWay = new CopyOnWriteArrayList<>();
    private final AtomicBoolean goesOn = new AtomicBoolean(true);

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    private static List<Integer> items(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private Future<Void> begin(Integer item) {
        begun.add(item);
        Promise<Void> work = Promise.promise();
        underWay.add(work);
        return work.future();
    }

    /** All that was queued on the loop so far has run. */
    private void settle() throws Exception {
        Promise<Void> behind = Promise.promise();
        loop.queue(() -> loop.queue(behind::complete));
        behind.future().await(10, TimeUnit.SECONDS);
    }

    @Test
    void nothingIsDoneAtOnce() throws Exception {
        // When
        Future<Void> done = Paced.forEach(loop, List.<Integer>of(), this::begin, goesOn::get);

        // Then
        done.await(10, TimeUnit.SECONDS);
        assertThat(begun).isEmpty();
    }

    @Test
    void worksOnAFewAtATime() throws Exception {
        // Given
        Future<Void> done = Paced.forEach(loop, items(WIDTH + 2), this::begin, goesOn::get);
        settle();
        int atFirst = begun.size();

        // When
        underWay.get(7).complete();
        settle();

        // Then
        assertThat(atFirst).isEqualTo(WIDTH);
        assertThat(begun).hasSize(WIDTH + 1);
        assertThat(done.isComplete()).isFalse();
    }

    @Test
    void isDoneWhenTheLastIs() throws Exception {
        // Given
        Future<Void> done = Paced.forEach(loop, items(100), this::begin, goesOn::get);

        // When
        for (int i = 0; i < 99; i++) {
            awaitBegun(i + 1);
            underWay.get(i).complete();
        }
        settle();
        boolean early = done.isComplete();
        awaitBegun(100);
        underWay.get(99).complete();

        // Then
        done.await(10, TimeUnit.SECONDS);
        assertThat(early).isFalse();
        assertThat(begun).containsExactlyElementsOf(items(100));
    }

    private void awaitBegun(int count) throws Exception {
        while (underWay.size() < count) {
            settle();
        }
    }

    @Test
    void triesAgainWhatHasFailed() throws Exception {
        // Given
        List<Integer> tries = new ArrayList<>();

        // When
        Future<Void> done = Paced.forEach(
                loop,
                List.of(1, 2),
                item -> {
                    tries.add(item);
                    return item == 1 && tries.size() == 1 ? Future.failedFuture("not now") : Future.succeededFuture();
                },
                goesOn::get);

        // Then
        done.await(10, TimeUnit.SECONDS);
        assertThat(tries).containsExactly(1, 2, 1);
    }

    @Test
    void beginsNothingMoreWhenItIsOfNoUse() throws Exception {
        // Given
        Future<Void> done = Paced.forEach(loop, items(WIDTH + 2), this::begin, goesOn::get);
        settle();

        // When
        goesOn.set(false);
        underWay.get(0).fail("too late");
        underWay.stream().skip(1).forEach(Promise::complete);

        // Then
        done.await(10, TimeUnit.SECONDS);
        assertThat(begun).hasSize(WIDTH);
    }
}
