package io.chappe.presence.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final Turns<String> turns = new Turns<>();
    private final List<String> ended = new ArrayList<>();

    @Test
    void workOnOneKeyEndsInTheOrderInWhichItBegan() {
        // Given
        Promise<String> first = Promise.promise();
        Promise<String> second = Promise.promise();
        Promise<String> other = Promise.promise();
        take("room", first);
        take("room", second);
        take("other room", other);

        // When
        second.complete("second");
        other.complete("other");
        first.complete("first");

        // Then
        assertThat(ended).containsExactly("other", "first", "second");
    }

    @Test
    void workThatFailsLetsTheNextOneOn() {
        // Given
        Promise<String> first = Promise.promise();
        Future<String> failed = take("room", first);
        Future<String> next = take("room", Promise.promise(), "next");

        // When
        first.fail("lost");

        // Then
        assertThat(failed.failed()).isTrue();
        assertThat(next.result()).isEqualTo("next");
    }

    @Test
    void aLongQueueIsNoDeepStack() {
        // Given
        Promise<String> first = Promise.promise();
        take("room", first);
        IntStream.range(0, 100_000).forEach(i -> take("room", Promise.promise(), "next"));

        // When
        first.complete("first");

        // Then
        assertThat(ended).hasSize(100_001).startsWith("first", "next");
    }

    private Future<String> take(String key, Promise<String> work) {
        return turns.take(key, work::future, result -> {
            ended.add(result);
            return result;
        });
    }

    private Future<String> take(String key, Promise<String> work, String result) {
        work.complete(result);
        return take(key, work);
    }
}
